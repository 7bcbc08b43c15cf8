"""The head of a document: what is its title, and where its body begins."""

import pytest

from importers.parsing import head
from importers.parsing.lines import split


def read(*lines: str) -> head.Header:
    return head.read(split("\n".join(lines))[0])


@pytest.mark.parametrize(
    "line, title",
    [
        pytest.param("【关注】人才公寓申报指南", "人才公寓申报指南", id="a site's column"),
        pytest.param("关于印发《人才公寓【试行】办法》的通知", "关于印发《人才公寓【试行】办法》的通知", id="inside"),
    ],
)
def test_a_title_is_without_the_column_of_a_site(line, title):
    assert read(line, "一、办理流程。").title == title


@pytest.mark.parametrize(
    "title, names",
    [
        pytest.param("临川市民政局临川市财政局关于调整标准的通知", ("临川市民政局", "临川市财政局"), id="two"),
        pytest.param(
            "临川市民政局 国家税务总局临川市税务局关于减税的通知",
            ("临川市民政局", "国家税务总局临川市税务局"),
            id="tax",
        ),
        pytest.param("临川市民政局等三部门关于调整标准的通知", ("临川市民政局",), id="the first of several"),
        pytest.param("临川市国有资产监督管理委员会关于减租的通知", ("临川市国有资产监督管理委员会",), id="a long name"),
        pytest.param("关于临川市民政局职责的通知", (), id="what a title is about"),
    ],
)
def test_the_offices_that_a_title_begins_with(title, names):
    assert head.title_issuers(title) == names


@pytest.mark.parametrize(
    "below, end",
    [
        pytest.param("住房保障类", 1, id="a heading of the body"),
        pytest.param("〔14届〕第12号", 2, id="a line with figures"),
        pytest.param("青禾市住房局", 2, id="an office"),
    ],
)
def test_words_below_a_title_that_play_no_part_head_the_body(below, end):
    assert read("青禾市便民服务事项清单", below, "一、办理流程。").end == end


@pytest.mark.parametrize(
    "lines, number, day",
    [
        pytest.param(["【石政规〔2024〕3号】", "石桥市促消费措施"], "石政规〔2024〕3号", "None", id="black brackets"),
        pytest.param(
            ["石桥市促消费措施", "（石政发〔2024〕2号　2024年1月10日）"],
            "石政发〔2024〕2号",
            "2024-01-10",
            id="a number and a day in one bracket",
        ),
        pytest.param(
            ["石桥市人民代表大会常务委员会公告", "第12号"],
            "石桥市人民代表大会常务委员会公告第12号",
            "None",
            id="a congress's announcement",
        ),
        pytest.param(
            ["文号：石商〔2024〕8号　　发布日期：2024-01-12", "成文日期：2024-01-10", "石桥市促消费措施"],
            "石商〔2024〕8号",
            "2024-01-10",
            id="a card with two fields on a line",
        ),
        pytest.param(
            ["文　　号：石商〔2024〕8号", "石桥市促消费措施"], "石商〔2024〕8号", "None", id="a card with blanks"
        ),
    ],
)
def test_a_number_is_found_however_it_is_set(lines, number, day):
    header = read(*lines, "一、办理流程。")
    assert (str(header.number), str(header.issued_on)) == (number, day)


@pytest.mark.parametrize("title", ["《石桥市促消费措施》政策问答", "关于《石桥市促消费措施》的解读清单"])
def test_a_title_in_a_title_keeps_its_signs(title):
    assert read(title, "一、办理。").title == title


@pytest.mark.parametrize("rest", ["（2022—2024年）的通知", "的通知", "》的通知"])
def test_a_title_goes_on_behind_what_looks_like_a_whole_one(rest):
    assert (
        read("石桥市商务局关于印发", "石桥市促消费方案", rest, "一、办理。").title
        == f"石桥市商务局关于印发石桥市促消费方案{rest}"
    )


def test_a_title_that_passes_on_another_s_begins_with_who_does():
    assert read("石桥市政府办公室转发市商务局", "关于促消费措施的通知", "一、办理流程。").title == (
        "石桥市政府办公室转发市商务局关于促消费措施的通知"
    )
