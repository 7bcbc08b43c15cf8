"""A sentence passed on: with its source, and with a link that finds its words."""

import pytest

from policies.models import Article, Document, Measure
from policies.presentation import citing

FRAGMENTS = {
    "short: all of it": ("免征增值税。", "%E5%85%8D%E5%BE%81%E5%A2%9E%E5%80%BC%E7%A8%8E%E3%80%82"),
    "what parts a fragment is encoded": ("a-b,c&d", "a%2Db%2Cc%26d"),
    "long: the beginning and the end, at pauses": (
        "甲" * 4 + "、" + "乙" * 4 + "，" + "丙" * 40 + "，" + "丁" * 7 + "。",
        ("甲甲甲甲、乙乙乙乙", "丁丁丁丁丁丁丁。"),
    ),
    "long without a pause: all of it": ("甲" * 50, "%E7%94%B2" * 50),
    "of two lines: the beginning and the end, which lie in a line each": (
        "一行有六个字\n二行也有六个字。",
        ("一行有六个字", "二行也有六个字。"),
    ),
}


@pytest.mark.parametrize("text, expected", FRAGMENTS.values(), ids=FRAGMENTS)
def test_fragments_find_a_sentence(text, expected):
    if isinstance(expected, tuple):
        expected = ",".join(citing.quote(part, safe="") for part in expected)
    assert citing.text_fragment(text) == expected


@pytest.mark.parametrize(
    "number, expected",
    [("晋政办发〔2022〕33号", "免征。——《若干措施》（晋政办发〔2022〕33号）第5条"), ("", "免征。——《若干措施》第5条")],
    ids=["a number", "none"],
)
def test_a_sentence_is_cited_with_its_source(number, expected):
    article = Article(
        document=Document(title="若干措施", number=number, slug="a"), number=5, path="art_5", text="免征。"
    )
    measure = Measure(article=article, start=0, end=3, quote="免征。")
    assert citing.as_cited(measure) == expected
    assert citing.link(measure).startswith(f"/documents/a/art_5/#{measure.anchor}:~:text=")
