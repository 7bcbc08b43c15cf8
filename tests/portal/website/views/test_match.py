"""An answer of 政策匹配 as a file, its receipt, and “这个结果不对”, which sends just what was asked and answered."""

import csv
import re
from datetime import datetime
from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from policies.models import Report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

ASKED = "sector=餐饮&form=个体户&on=2022-06-01"


def test_the_workbook_is_the_answer_in_its_order(client):
    response = client.get(f"/match.xlsx?{ASKED}")
    sheet = load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "怎样得到")
    items = [each for group in client.get(f"/match.json?{ASKED}").json()["groups"] for each in group["items"]]
    quote = rows[head].index("原文")
    assert [row[quote] for row in rows[head + 1 :]] == [each["quote"] for each in items]
    states = [row[rows[head].index("期限状态")] for row in rows[head + 1 :]]
    assert all(states)
    assert any("要求办好的时间" in state for state in states), "as its card says"
    columns = dict(zip(rows[head], zip(*rows[head + 1 :], strict=True), strict=True))
    about = {row[0]: row[1] for row in rows[1:head] if row[0]}
    assert about["按哪一天看"] == datetime(2022, 6, 1), "a date, and no words"
    figures = {type(value) for name in ("给多少数值", "期限止") for value in columns[name]}
    assert figures == {int, float, datetime, type(None)}
    assert "身份：个体户" in about["问的是"]
    assert client.get(f"/match.csv?{ASKED}").content.decode("utf-8-sig").startswith("怎样得到,优惠,给多少")


def test_how_much_is_said_with_its_bound_by_page_and_data_alike(client):
    """30号 §26: 20% at most, and of what."""
    groups = client.get("/match.json?sector=制造").json()["groups"]
    items = [each for group in groups for each in group["items"]]
    of_article = {
        each["value"] for each in items if (each["document"], each["ordinal"]) == ("晋政办发〔2022〕30号", 26)
    }
    assert "不超过交易金额20%" in of_article
    assert "20%" not in of_article
    table = client.get("/match.csv?sector=制造").content.decode("utf-8-sig")
    rows = csv.DictReader(table[table.index("怎样得到") :].splitlines())
    assert "不超过交易金额20%" in [row["给多少"] for row in rows]


def test_what_several_words_give_alike_is_said_once(client):
    """33号 §57: a sentence that forbids two things is one 禁止侵害."""
    page = client.get("/match/?sector=餐饮").content.decode()
    offers = [
        re.findall(r"<b>([^<]+)</b> ([^<；\s]+)", each) for each in re.findall(r"<dt>优惠</dt>(.*?)</dd>", page, re.S)
    ]
    assert any(way == "禁止侵害" for each in offers for way, _ in each)
    assert [each for each in offers if len(each) != len(set(each))] == []


@pytest.mark.parametrize("query", ["", "sector=火星", "on=2022-06-01"])
def test_what_is_no_question_has_no_file_and_no_report(client, query):
    for path in ("/match.xlsx", "/match/report/"):
        response = client.get(f"{path}?{query}")
        assert response.status_code == 302
        assert response["Location"].startswith("/match/")


def test_the_page_has_its_receipt(client):
    html = client.get(f"/match/?{ASKED}").content.decode()
    receipt = html[html.index('id="receipt"') :]
    for words in ("库的版本", "2022-06-01", "身份：个体户"):
        assert words in receipt


def test_what_is_wrong_is_sent_with_just_what_was_asked_and_what_stood_first(client):
    page = client.get(f"/match/report/?{ASKED}")
    assert "noindex" in page.content.decode()
    sent = client.post(f"/match/report/?{ASKED}", {"problem": "missing", "text": "漏了创业补贴"})
    assert sent.status_code == 302
    assert "已收到" in client.get(sent["Location"]).content.decode()
    report = Report.objects.get()
    assert (report.place, report.problem, report.text, report.article) == (
        "政策匹配的答案", "missing", "漏了创业补贴", None,
    )  # fmt: skip
    told = dict(line.split("：", 1) for line in report.quote.split("\n"))
    first = client.get(f"/match.json?{ASKED}").json()["groups"][0]["items"][0]
    assert first["quote"] in told["排在最前"]
    assert unquote(told["地址"]) == f"/match/?{ASKED}"
    assert set(told) == {"问的是", "按哪一天看", "库的版本", "找到", "地址", "排在最前"}


@pytest.mark.parametrize(
    "sent, message",
    [
        pytest.param({"text": "错"}, "请选一项。", id="nothing chosen"),
        pytest.param({"problem": "kind", "text": "长" * 1001}, "最多 1000 字", id="too long"),
        pytest.param({"problem": "kind", "text": "\x00"}, "控制字符", id="control characters"),
    ],
)
def test_what_cannot_be_sent_says_why(client, sent, message):
    assert message in client.post(f"/match/report/?{ASKED}", sent).content.decode()
    assert not Report.objects.exists()


def test_a_machine_is_thanked_and_heard_by_nobody(client):
    client.post(f"/match/report/?{ASKED}", {"problem": "kind", "website": "x"})
    assert not Report.objects.exists()
