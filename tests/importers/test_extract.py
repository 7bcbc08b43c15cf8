"""Every reader, and the whole of reading, on any text: no exception, spans inside, quotes that stand there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import extract
from importers.extractors import amounts, citations, deadlines, subjects, targets, terms
from importers.extractors.terms import TermVocabulary
from importers.parsing import compilation
from importers.read_document import Vocabularies
from tests.importers.extractors.test_units import NAMES
from tests.proportion import assert_in_proportion

VOCABULARY = TermVocabulary(
    tuple(
        terms.VocabularyTerm(scheme=scheme, name=name, words=(name,))
        for scheme, name in [("sector", "餐饮"), ("beneficiary", "小微企业"), ("place", "太原"), ("instrument", "奖补")]
    )
)
READERS = {
    "amounts": amounts.find,
    "times": lambda text: deadlines.find(text, 2022),
    "times without a year": lambda text: deadlines.find(text, None),
    "targets": targets.find,
    "citations": citations.find,
    "terms": lambda text: terms.find(text, VOCABULARY),
    "duties": lambda text: subjects.find(text, NAMES),
}
_BITS = st.sampled_from(
    [
        *(
            "100",
            "1",
            "5%",
            "1‰",
            "万元",
            "亿元",
            "万美元",
            " ",
            "元/千瓦时",
            "个基点",
            "1:1",
            "减半",
            "1/3",
            "、",
            "至",
            "—",
        ),
        *(
            "提高到",
            "2022年",
            "6月",
            "底前",
            "十四五",
            "每年",
            "个工作日",
            "半天",
            "小时",
            "月",
            "日",
            "季度",
            "不超过",
            "最高",
        ),
        *(
            "以上",
            "以下",
            "给予",
            "奖励",
            "培育",
            "个",
            "家",
            "餐饮",
            "小微企业",
            "太原",
            "《",
            "》",
            "〔2022〕",
            "7号",
        ),
        *("晋政办发", "落实", "意见", "。", "；", "，", "（", "）", "\n", "省财政厅", "各市政府", "牵头", "负责", "要"),
        *("（责任单位：省财政厅）", "第一条 "),
    ]
)
TEXTS = st.lists(st.one_of(_BITS, st.text(max_size=4)), max_size=40).map("".join)


@pytest.mark.parametrize("name", READERS)
@given(text=TEXTS)
def test_any_text(name, text):
    found = READERS[name](text)
    for fact in found:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.quote
        assert fact.rule


@given(text=TEXTS)
def test_any_document_is_read_the_same_twice(text):
    """Reading is a function: the same text gives the same facts, each with its words in the print."""
    parsed = compilation.parse("关于支持餐饮业的若干措施\n1. " + text)
    vocabularies = Vocabularies(NAMES, VOCABULARY, {})
    for document in parsed.documents:
        paths = [article.path for article in document.outline.articles]
        read = extract.read(document, paths, (), vocabularies)
        assert read == extract.read(document, paths, (), vocabularies)
        for article in read.articles:
            printed = article.article.printed.text
            for placed in (*article.facts, *article.duties, *article.named):
                assert printed[placed.start : placed.end] == placed.quote


def test_the_offices_of_a_task_table_have_the_roles_of_their_columns():
    text = "任务清单\n序号\t任务\t牵头单位\t配合单位\n1\t发放补贴\t省财政厅\t省商务厅\n2\t减租\t省商务厅\t/"
    (document,) = compilation.parse(text).documents
    read = extract.read(document, ["art_1", "art_2"], (), Vocabularies(NAMES, VOCABULARY, {}))
    told = [[(placed.quote, placed.fact.role) for placed in article.duties] for article in read.articles]
    assert told == [[("省财政厅", "lead"), ("省商务厅", "support")], [("省商务厅", "lead")]]
    for article in read.articles:
        printed = article.article.printed.text
        assert all(printed[placed.start : placed.end] == placed.quote for placed in article.duties)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("sign", ["（", "9", "一", "5", "、", "年", "《", "%"])
def test_a_long_line_takes_time_in_proportion(name, sign):
    assert_in_proportion(READERS[name], sign)
