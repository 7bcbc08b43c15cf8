"""The report of an import says how much of a text was read, and what was not."""

import dataclasses

import pytest

from importers import pipeline, report
from policies import coverage
from policies.models import Amount, Document, Parallel

pytestmark = pytest.mark.usefixtures("nine")

READ = "关于支持小店的若干措施\n一、给予补贴3000元。（责任单位：省商务厅）\n二、2024年底前减半。\n"
LONG = "为支持小店，" + "提出以下意见，" * 130 + "。"


def told(tmp_path, text: str) -> str:
    file = tmp_path / "small.txt"
    file.write_text(text, encoding="utf-8")
    return "\n".join(report.lines(pipeline.import_files([file])))


@pytest.mark.parametrize(
    "text, words",
    [
        pytest.param(READ, "文字：条文 100%　表格 0%　其他段落 0%　未识别 0%", id="all of it in articles"),
        pytest.param("一、给予补贴。\n二、减免租金。\n", "需人工核对：没有认出标题", id="no title"),
        pytest.param(READ.replace("一、", LONG + "\n一、"), "超过800字的段落 1", id="a long passage"),
        pytest.param(READ.replace("一、", LONG + "\n一、"), "需人工核对：条文和表格不到一半", id="little in articles"),
        pytest.param(
            READ + "附件\n申报表\n店名\n1.填表须用黑笔\n2.一式两份\n", "编号行未成条文 2", id="numbers in a form"
        ),
        pytest.param(
            "关于任务的若干措施\n一、做好下列工作。\n附件\n任务清单\n序号\t任务\t责任单位\n1\t发放补贴\t省商务厅\n",
            "表格 53%",
            id="a table",
        ),
        pytest.param(READ.replace("三", "").replace("二、", "四、"), "第2条处印作“4”", id="a gap in the numbering"),
    ],
)
def test_the_report_says_what_was_not_read(tmp_path, text, words):
    assert words in told(tmp_path, text)


def test_a_short_text_below_a_long_announcement_is_not_marked(tmp_path):
    text = "临川市人民政府令\n第12号\n《小店办法》已经审议通过，现予公布，自2022年5月1日起施行。\n市长\n2022年3月1日\n"
    assert "不到一半" not in told(tmp_path, text + "小店办法\n第一条　为管理小店，制定本办法。\n第二条　补贴3000元。\n")


def test_a_text_that_was_read_is_not_marked(tmp_path):
    said = told(tmp_path, READ)
    own = said[said.index("关于支持小店") :].split("未能对应")[0]
    assert "需人工核对" not in own
    assert "未读出" not in own


def test_the_nine_need_nobody():
    assert not any(each.reasons or each.lost for each in coverage.of_all().values())


@pytest.mark.parametrize(
    "lost, reasons",
    [
        pytest.param({"sums": 1, "sums_lost": 1}, [], id="one sum of one"),
        pytest.param({"sums": 4, "sums_lost": 3}, ["金额多未读出"], id="most sums"),
        pytest.param({"annotations": 1, "annotations_without_office": 1}, [], id="one annotation of one"),
        pytest.param({"articles": 3, "lost_numbers_in_text": 1}, [], id="one numbered line"),
        pytest.param({"articles": 3, "lost_numbers_in_text": 2}, ["编号行多未成条文"], id="two of five"),
    ],
)
def test_one_thing_that_was_not_read_holds_no_text_back(lost, reasons):
    whole = next(iter(coverage.of_all().values()))
    assert dataclasses.replace(whole, **lost).reasons == reasons


def test_doubts_of_other_documents_are_not_of_this_import(tmp_path):
    said = told(tmp_path, READ)
    assert "用途未定的金额 0 处" in said
    assert "勘误 0 处，存疑 0 处" in said
    assert "平行条款数字不一致" not in said


def test_of_many_doubts_of_a_kind_the_first_are_listed(monkeypatch):
    """The nine's pairs that differ are more than one."""
    monkeypatch.setattr(report, "MOST", 1)
    said = report.lines(pipeline.derive_again())
    listed = [line for line in said if line.startswith("平行条款数字不一致")]
    assert len(listed) == 1
    count = Parallel.objects.present().conflicting().count()
    assert f"  同样的另有 {count - 1} 处" in said


def test_the_coverage_kept_is_that_of_now():
    """An editor rejects a figure: its document alone is measured again, and comes to the same as all."""
    before = coverage.of_all()
    amount = Amount.objects.present().filter(unit="CNY").exclude(article=None).first()
    amount.status = Amount.Status.REJECTED
    amount.save()
    now = coverage.of_all()
    assert now == coverage.measured(Document.objects.present())
    assert {key for key, each in now.items() if each != before[key]} == {amount.article.document_id}
