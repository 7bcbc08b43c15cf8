"""mark_spans: whatever the spans, what comes out is valid HTML and the very text."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.highlight import Mark, mark_spans

A = "<script>"

TABLE = {
    "nothing": ("文本", [], "文本"),
    "escapes": (f"{A}&", [Mark(0, 1, "k")], '<span class="k">&lt;</span>script&gt;&amp;'),
    "escapes attributes": ("甲", [Mark(0, 1, "k", title='"<')], '<span class="k" title="&quot;&lt;">甲</span>'),
    "side by side": ("甲乙", [Mark(0, 1, "a"), Mark(1, 2, "b")], '<span class="a">甲</span><span class="b">乙</span>'),
    "nested": (
        "甲乙丙",
        [Mark(1, 2, "b"), Mark(0, 3, "a")],
        '<span class="a">甲<span class="b">乙</span>丙</span>',
    ),
    "overlapping": (
        "甲乙丙",
        [Mark(0, 2, "a", id="x"), Mark(1, 3, "b", id="y")],
        '<span id="x" class="a">甲<span id="y" class="b">乙</span></span><span class="b">丙</span>',
    ),
    "the same place twice": (
        "甲",
        [Mark(0, 1, "a", id="x"), Mark(0, 1, "b", id="y")],
        '<span id="x" class="a"><span id="y" class="b">甲</span></span>',
    ),
    "a link in a link": (
        "甲乙",
        [Mark(0, 2, "a", href="/1"), Mark(1, 2, "b", href="/2")],
        '<a class="a" href="/1">甲<span class="b">乙</span></a>',
    ),
    "beyond the end": ("甲", [Mark(0, 9, "a")], '<span class="a">甲</span>'),
    "empty": ("甲", [Mark(1, 1, "a"), Mark(5, 9, "b")], "甲"),
    "a misprint": (
        "1%",
        [Mark(0, 2, "misprint", tag="del", note="1‰")],
        '<del class="misprint">1%</del><ins class="note">1‰</ins>',
    ),
}


@pytest.mark.parametrize("text, spans, html", TABLE.values(), ids=TABLE)
def test_table(text, spans, html):
    assert mark_spans(text, spans) == html


class Checker(HTMLParser):
    """Every element closed in order, no id twice, no link in a link."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.ids, self.text = [], [], ""

    def handle_starttag(self, tag, attrs):
        assert not (tag == "a" and "a" in self.stack)
        self.stack.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        self.text += data


@given(
    st.text("甲乙<&>\"'x", max_size=30),
    st.lists(st.tuples(st.integers(0, 35), st.integers(0, 35), st.booleans()), max_size=12),
)
def test_any_spans_give_valid_html_and_the_text_comes_back(text, places):
    spans = [
        Mark(start, end, "k", id=f"i{index}", href="/x" if linked else "")
        for index, (start, end, linked) in enumerate(places)
    ]
    checker = Checker()
    checker.feed(mark_spans(text, spans))
    checker.close()
    assert checker.stack == []
    assert checker.text == unescape(text.replace("&", "&amp;"))
    assert len(checker.ids) == len(set(checker.ids))
