"""Offices that carry out more than the article that names them: rules of a document, headings, fields of a section."""

import pytest

from importers import extract
from importers.extractors.citations import ExtractedCitation
from importers.extractors.terms import TermVocabulary
from importers.linking import resolve
from importers.parsing.compilation import parse
from importers.read_document import Vocabularies
from tests.importers.extractors.test_units import NAMES


def duties(*lines: str) -> list[list[tuple[str, str, str]]]:
    """The offices of each article as (unit, role, basis)."""
    (document,) = parse("\n".join(("云海市促进夜间消费若干措施", *lines))).documents
    paths = [article.path for article in document.outline.articles]
    vocabularies = Vocabularies(NAMES, TermVocabulary(()), {})
    read = extract.read(document, paths, (), vocabularies)
    found = resolve.parts(read, None, (), vocabularies)
    return [[(part.unit, part.role, part.basis) for part in each] for each in found]


def test_from_where_it_is_said_the_first_leads():
    assert duties(
        "一、办夜市。（市体育局、市园林局）",
        "二、办展会。（市体育局、市园林局；列第一位者为牵头单位，下同）",
        "三、办节庆。（市园林局、市体育局）",
        "四、办集市。（市园林局负责，市体育局牵头）",
    ) == [
        [("市体育局", "responsible", "printed"), ("市园林局", "responsible", "printed")],
        [("市体育局", "lead", "printed"), ("市园林局", "responsible", "printed")],
        [("市园林局", "lead", "printed"), ("市体育局", "responsible", "printed")],
        [("市园林局", "responsible", "printed"), ("市体育局", "lead", "printed")],
    ]


def test_a_preamble_s_rule_holds_for_all():
    assert duties(
        "现提出以下措施，各项任务列第一位的为牵头单位。",
        "一、办夜市。（市体育局、市园林局）",
        "二、办展会。（市园林局）",
    ) == [
        [("市体育局", "lead", "printed"), ("市园林局", "responsible", "printed")],
        [("市园林局", "lead", "printed")],
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "以上任务，排在第一位的为牵头单位。",
        "上述任务列第一位者为牵头单位。",
        "以上事项，第一个单位为牵头单位，各单位要抓好落实。",
        "注：列首位的为牵头单位。",
        "（备注：排首位的单位为牵头单位）",
        "说明：责任单位中列第一位的为牵头单位。",
    ],
)
def test_a_rule_behind_all_holds_for_all(rule):
    assert duties("一、办夜市。（市体育局、市园林局）", "二、强化督查。市体育局按月通报。", rule)[0] == [
        ("市体育局", "lead", "printed"),
        ("市园林局", "responsible", "printed"),
    ]


def test_what_follows_is_carried_out_by_all_and_what_went_before_is_not():
    found = duties(
        "一、办夜市。（责任单位：市体育局）",
        "二、办展会。（责任单位：市体育局；以下措施均需各市政府落实，不再列出）",
        "三、办节庆。（责任单位：市园林局）",
    )
    assert [("各市人民政府", "responsible", "document") in each for each in found] == [False, True, True]


def test_all_tasks_are_those_before_too():
    found = duties(
        "一、办夜市。（责任单位：市体育局）",
        "二、办展会。（责任单位：市体育局。具体任务均涉及各市政府）",
    )
    assert [("各市人民政府", "responsible", "document") in each for each in found] == [True, True]


def test_a_row_whose_cell_is_empty_has_the_offices_of_the_one_above():
    found = duties(
        "序号\t任务\t牵头单位\t配合单位\t完成时限",
        "1\t办夜市\t市体育局\t市园林局\t6月底",
        "2\t办集市\t\t省财政厅\t7月底",
        "3\t办节庆\t\t\t8月底",
        "4\t办展会\t省商务厅\t\t9月底",
    )
    assert found == [
        [("市体育局", "lead", "printed"), ("市园林局", "support", "printed")],
        [("省财政厅", "support", "printed"), ("市体育局", "lead", "printed")],
        [("市体育局", "lead", "printed"), ("省财政厅", "support", "printed")],
        [("省商务厅", "lead", "printed")],
    ]


def test_fields_below_a_section_s_heading_hold_for_its_articles():
    found = duties(
        "一、夜间消费",
        "责任单位：市体育局、市园林局",
        "（一）办夜市。",
        "（二）办集市。（责任单位：市园林局）",
        "二、节日消费（牵头单位：省商务厅）",
        "（一）办节庆。",
    )
    assert found == [
        [("市体育局", "responsible", "section"), ("市园林局", "responsible", "section")],
        [("市园林局", "responsible", "printed"), ("市体育局", "responsible", "section")],
        [("省商务厅", "lead", "section")],
    ]


@pytest.mark.parametrize(
    "mentioned, slug",
    [
        pytest.param("财政部 海关总署公告2022年第6号", "ours", id="a blank between authorities"),
        pytest.param("财政部海关总署公告2022年第6号", "ours", id="none"),
        pytest.param("财政部海关总署公告〔2022〕6号", "ours", id="in brackets"),
        pytest.param("财政部 海关总署公告2022年第16号", None, id="another number"),
    ],
)
def test_a_number_is_met_however_its_authorities_are_parted(mentioned, slug):
    known = [resolve.CitableDocument("ours", "财政部海关总署公告2022年第6号", (), 2022, None)]
    mention = ExtractedCitation(start=0, end=1, quote="", rule="", title="", number=mentioned)
    assert resolve.resolve(mention, 2023, known) == slug
