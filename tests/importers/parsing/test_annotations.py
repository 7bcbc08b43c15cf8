"""Where an article names its offices: every bracket and none, every place, and what only looks like it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.parsing import annotations
from importers.parsing.article import split_article
from importers.parsing.compilation import parse


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in annotations.find(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("办夜市。（责任单位：市商务局）", ["（责任单位：市商务局）"], id="round brackets"),
        pytest.param("办夜市。\t市商务局\t\t持续推进", [], id="cells of a row"),
        pytest.param("办夜市。(责任部门:市商务局)", ["(责任部门:市商务局)"], id="half width, 部门"),
        pytest.param("办夜市。（责任单位：市商务局)", ["（责任单位：市商务局)"], id="mixed widths"),
        pytest.param("办夜市。【牵头单位：市商务局】", ["【牵头单位：市商务局】"], id="black brackets"),
        pytest.param("办夜市。〔配合单位：市商务局〕", ["〔配合单位：市商务局〕"], id="tortoise shell brackets"),
        pytest.param("办夜市。[主办单位：市商务局]", ["[主办单位：市商务局]"], id="square brackets"),
        pytest.param("办夜市（责任单位：市商务局）。", ["（责任单位：市商务局）"], id="before the stop"),
        pytest.param("办夜市。（市商务局牵头，市财政局配合）", ["（市商务局牵头，市财政局配合）"], id="verbs"),
        pytest.param("办夜市。（市商务局负责，6月底前完成）", ["（市商务局负责，6月底前完成）"], id="a time behind"),
        pytest.param("办夜市。（市商务局、各区政府）", ["（市商务局、各区政府）"], id="a list alone behind a stop"),
        pytest.param("办夜市。（市商务局；2022年6月底前）", ["（市商务局；2022年6月底前）"], id="a list and a time"),
        pytest.param(
            "办夜市（责任单位：市商务局）；办展会（责任单位：市贸促会）。",
            ["（责任单位：市商务局）", "（责任单位：市贸促会）"],
            id="one a clause",
        ),
        pytest.param(
            "办夜市。\n责任单位：市商务局、\n市财政局",
            ["责任单位：市商务局、\n市财政局"],
            id="a line that a page broke",
        ),
        pytest.param(
            "办夜市。\n牵头单位：市商务局\n配合单位：市财政局\n完成时限：2022年底",
            ["牵头单位：市商务局\n配合单位：市财政局\n完成时限：2022年底"],
            id="a block of fields",
        ),
        pytest.param("办夜市。\n责任单位：市商务局\n夜市每周一次。", ["责任单位：市商务局"], id="above the body"),
        pytest.param(
            "办夜市。\n分管领导：甲某　责任单位：市商务局　完成时限：8月底前",
            ["分管领导：甲某　责任单位：市商务局　完成时限：8月底前"],
            id="fields side by side",
        ),
        pytest.param("办夜市，联系人 责任单位：市商务局以外的单位。", [], id="a label behind a word"),
        pytest.param("办夜市。责任单位：市商务局。", ["责任单位：市商务局"], id="in the line, without brackets"),
        pytest.param("办夜市。\n市商务局牵头，各区政府配合。", ["市商务局牵头，各区政府配合。"], id="a line of verbs"),
        pytest.param("办夜市。【责任单位】市商务局", ["【责任单位】市商务局"], id="brackets around the label"),
        pytest.param("办夜市。\n责任单位　市商务局", ["责任单位　市商务局"], id="a blank for the colon"),
        pytest.param("办夜市。\n责任单位｜市商务局", ["责任单位｜市商务局"], id="a bar for the colon"),
        pytest.param("办夜市。\n——责任单位：市商务局", ["责任单位：市商务局"], id="a dash before it"),
        pytest.param("办夜市。〖责任单位：市商务局〗", ["〖责任单位：市商务局〗"], id="lenticular brackets"),
        pytest.param("办夜市。（团市委、市妇联）", ["（团市委、市妇联）"], id="offices that end otherwise"),
        pytest.param("办夜市。（市住房和城乡建设局）", ["（市住房和城乡建设局）"], id="和 inside a name"),
        pytest.param(
            "办夜市。（市商务局，完成时限：6月底前）",
            ["（市商务局，完成时限：6月底前）"],
            id="a list, and a field behind it",
        ),
        pytest.param(
            "办夜市。（市商务局、市财政局，执行至2026年12月31日）",
            ["（市商务局、市财政局，执行至2026年12月31日）"],
            id="a list, and until when it holds",
        ),
        pytest.param("办夜市。（市商务局）办展会。", ["（市商务局）"], id="a list between two sentences"),
        pytest.param("办夜市（市商务局、各区人民政府）。", ["（市商务局、各区人民政府）"], id="a list before the stop"),
        pytest.param("办夜市。市商务局负责，市公安局配合。", ["市商务局负责，市公安局配合。"], id="a last sentence"),
        pytest.param("办夜市。此项工作由市商务局牵头。", ["此项工作由市商务局牵头。"], id="a last sentence with 由"),
        pytest.param("办夜市。展销会、推介会由协会承办。", [], id="a sentence about fairs"),
        pytest.param("办夜市，费用由企业承担（市场化运作）。", [], id="no office before the stop"),
        pytest.param("办夜市。（详见市政府网站）办展会。", [], id="where to look, between two sentences"),
        pytest.param("办夜市（市商务局负责解释），每周一次。", [], id="an aside in a sentence"),
        pytest.param("由夜市办公室（市小企业局）。", [], id="another name of an office"),
        pytest.param("办夜市。（不含市属企业、县级部门）", [], id="who is left out"),
        pytest.param("办夜市。（此件公开发布）", [], id="disclosure"),
        pytest.param("完成时限：2022年底", [], id="a time alone names nobody"),
        pytest.param("申请人应当说明主要负责人、责任单位和联系人。", [], id="a label without a colon is a word"),
        pytest.param("办夜市。（责任单位：市商务局", [], id="a bracket that is never closed"),
    ],
)
def test_find(text, expected):
    assert found(text) == expected


def test_an_annotation_in_the_middle_is_no_measure():
    text = "1. 办夜市（责任单位：市商务局）\n每周一次，由各区安排。（责任单位：各区政府）"
    parts = split_article(text)
    assert [text[span.start : span.end] for span in parts.measures] == ["办夜市", "每周一次，由各区安排。"]


def test_an_article_ends_with_its_fields_whatever_their_lines_end_with():
    lines = [
        "云海市促进夜间消费若干措施",
        "一、办夜市。鼓励各类市场主体延长营业时间，丰富夜间消费业态，营造安全有序的消费环境。",
        "责任单位：市商务局、市文化广电旅游局、市市场监管局、市公安局、市城市管理局、各区人民政府、市供销合作社",
        "完成时限：2022年6月底前",
        "二、办展会。【责任单位：市贸促会】",
        "三、办节庆。（责任单位：市文化广电旅游局）",
    ]
    (document,) = parse("\n".join(lines)).documents
    assert [article.label for article in document.outline.articles] == ["一、", "二、", "三、"]
    assert document.outline.articles[0].printed.text == "\n".join(lines[1:4])


_BITS = [
    "（",
    "）",
    "(",
    ")",
    "【",
    "】",
    "〔",
    "〕",
    "责任单位：",
    "牵头",
    "负责",
    "市商务局",
    "、",
    "，",
    "。",
    "\n",
    "各市",
    "县（市、区）",
    "等部门",
    "和",
    "以下措施均需",
]


@given(st.lists(st.sampled_from(_BITS), max_size=30).map("".join))
def test_spans_are_in_order_and_inside(text):
    spans = [(span.start, span.end) for span in annotations.find(text)]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
