"""The changes page, its feed and its table list the same, under the same questions, and say what they cannot read."""

import csv
import re
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.http import urlencode

from importers import pipeline
from policies.models import Amount, Change, Document, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

TEXT = (
    "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
    "1. 减免租金。对承租国有房屋的餐饮企业减免6个月租金。（责任单位：省国资委）\n"
    "2. 支持贷款。对零售企业给予最高50万元的贷款贴息。（责任单位：省商务厅）\n"
)
NUMBER = "晋商发〔2022〕9号"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def changed(tmp_path):
    """A small document whose second article was changed by a newer text, and then by an editor; gives the document."""
    file = tmp_path / "small.txt"
    for text in (TEXT, TEXT.replace("50万元", "60万元")):
        file.write_text(text, encoding="utf-8")
        pipeline.import_files([file])
    document = Document.objects.get(number=NUMBER)
    row = Amount.objects.get(article__document=document, article__path="art_2")
    row.values = [700000]
    row.save()
    return document


def test_it_says_what_was_what_is_and_why(client, changed):
    html = client.get("/changes/").content.decode()
    for words in ("最高 60万元，优惠", "最高 70万元，优惠", "编辑核对", "导入新文本（small.txt）", "第2条"):
        assert words in html
    assert f'href="{changed.get_absolute_url()}art_2/"' in html


def asked(document: Document) -> dict[str, tuple[dict, bool]]:
    """Questions, and whether the edit of the second article is an answer."""
    before = Revision.objects.get().number - 1
    today = timezone.localdate()
    return {
        "nothing": ({}, True),
        "today": ({"since": today.isoformat()}, True),
        "today, in words": ({"since": f"{today.year}年{today.month}月{today.day}日"}, True),
        "another day": ({"since": "2199-01-01"}, False),
        "the revision before": ({"since": before}, True),
        "this revision": ({"since": before + 1}, False),
        "its document": ({"document": NUMBER}, True),
        "its document by slug": ({"document": document.slug}, True),
        "another document": ({"document": "晋发〔2021〕67号"}, False),
        "its office": ({"unit": "省商务厅"}, True),
        "its office by its full name": ({"unit": "山西省商务厅"}, True),
        "the other article's office": ({"unit": "省国资委"}, False),
        "its kind": ({"kind": "amount"}, True),
        "another kind": ({"kind": "deadline"}, False),
        "all at once": ({"kind": "amount", "unit": "省商务厅", "document": NUMBER, "since": before}, True),
        "a day that is none": ({"since": "2022-02-31"}, False),
    }


def test_each_question_alone_and_together(client, changed):
    for name, (query, expected) in asked(changed).items():
        address = f"?{urlencode(query)}" if query else ""
        for page in ("/changes/", "/changes/feed/", "/changes.csv"):
            answer = client.get(f"{page}{address}")
            assert answer.status_code == 200, name
            assert ("70万元" in answer.content.decode()) == expected, (name, page)


@pytest.mark.parametrize(
    "query, message",
    [
        ("since=2022-02-31", "没有认出“2022-02-31”"),
        ("since=昨天", "没有认出“昨天”"),
        (f"since={'9' * 40}", "没有认出"),
        ("since=1&since=2", "只能填一个，这里有 2 个。"),
        ("kind=price", "没有“price”这种变化"),
        ("unit=没有这个厅", "没有叫“没有这个厅”的部门"),
        ("document=没有", "没有“没有”这个文件"),
    ],
)
def test_what_cannot_be_read_is_said_and_lists_nothing(client, query, message):
    html = client.get(f"/changes/?{query}").content.decode()
    assert message in html
    assert '<b class="total">0</b>' in html


def test_nothing_yet_says_since_when(client):
    Change.objects.all().delete()
    since = timezone.localtime(Revision.objects.get().changes_since)
    html = client.get("/changes/").content.decode()
    assert f"自 {since.year}年{since.month}月{since.day}日开始记录，还没有变化" in html
    assert "以前的变化没有记录" in client.get("/changes/?since=2020-01-01").content.decode()


def test_the_feed_is_atom_whose_entries_stay(client, changed):
    query = urlencode({"document": NUMBER})
    first, again = (client.get(f"/changes/feed/?{query}") for _ in range(2))
    assert first.headers["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(first.content)  # noqa: S314 - our own
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 3
    assert ids == [each.findtext(f"{ATOM}id") for each in ElementTree.fromstring(again.content).iter(f"{ATOM}entry")]  # noqa: S314
    assert all(re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:change:[!-~]+", each) for each in ids)  # RFC 4151
    title = next(root.iter(f"{ATOM}entry")).findtext(f"{ATOM}title")
    assert title == f"{NUMBER} 第2条：金额改动"


def test_the_table_is_text_that_no_spreadsheet_takes_for_a_formula(client, changed):
    Change.objects.filter(kind="amount").update(new="=1+1")
    text = client.get(f"/changes.csv?{urlencode({'document': NUMBER})}").content.decode("utf-8-sig")
    header, *rows = csv.reader(StringIO(text))
    assert header[:4] == ["时间", "修订号", "文件", "条"]
    assert {row[2] for row in rows} == {NUMBER}
    assert "'=1+1" in {row[7] for row in rows}
    assert rows[0][-1].startswith("http://")


def test_no_editor_is_named(client, desk, changed):
    row = Amount.objects.get(article__document=changed, article__path="art_2")
    row._history_user = None
    row.save()
    for page in ("/changes/", "/changes/feed/", "/changes.csv"):
        assert "editor" not in client.get(page).content.decode()


def test_a_page_costs_as_many_queries_whatever_it_lists(queries, changed):
    few = queries(f"/changes/?{urlencode({'document': NUMBER})}")
    assert queries("/changes/") <= few
    assert few <= 8


def test_pages_lead_to_their_changes(client, changed):
    assert (
        f"/changes/?document={urlencode({'': NUMBER})[1:]}" in client.get(changed.get_absolute_url()).content.decode()
    )
    assert "/changes/?unit=" in client.get("/units/省商务厅/").content.decode()
    assert 'href="/changes/"' in client.get("/").content.decode()
