"""款 and 项: the addresses inside an article, so that “第十二条第二款第（三）项” points at its words.

Takes an article's text. Gives the spans of its 款 (paragraphs) and 项 (numbered items). A 款 is a paragraph that opens
no item; the items below it are its own (立法技术规范: 条, 款, 项, 目).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policies.text import numerals
from policies.text.numbering import Marker, match

_NUMBER = r"[（(]?\s?([〇零一二三四五六七八九十百\d]{1,5})\s?[）)]?"
_PARAGRAPH = re.compile(rf"第{_NUMBER}款")
_ITEM = re.compile(rf"第?{_NUMBER}项")
# What numbers the items of an article, and the parts of an item (目).
_ITEMS = ("chinese_brackets", "arabic", "arabic_brackets", "arabic_half_bracket", "circled")


@dataclass(frozen=True, slots=True)
class ArticleClause:
    """text[start:end] is 款 ``paragraph``, or 项 ``item`` of it; ``item`` is None for the 款 with all of its items."""

    paragraph: int
    item: int | None
    start: int
    end: int


def clauses(text: str) -> list[ArticleClause]:
    """The 款 and 项 of an article, in order."""
    lines = list(_lines(text))
    level = next((marker.level for start, _, marker in lines if marker and start and marker.level in _ITEMS), None)
    found: list[ArticleClause] = []
    paragraph, item = 0, None
    for start, end, marker in lines:
        own = marker.number if marker and start and marker.level == level else None
        if own is not None and paragraph:
            item = own
            found.append(ArticleClause(paragraph, item, start, end))
        elif item is not None and marker and start:
            found[-1] = ArticleClause(paragraph, item, found[-1].start, end)  # a 目 of the item above
        else:
            paragraph, item = paragraph + 1, None
            found.append(ArticleClause(paragraph, None, start, end))
    return [_whole(each, found) if each.item is None else each for each in found]


def span_of(text: str, pinpoint: str) -> tuple[int, int] | None:
    """Return where in an article “第二款第（三）项” stands; of “第（三）项” alone the one item of that number,
    else None.

    What names the article itself (“第十二条”) is passed over; with nothing behind it the whole article is meant.
    """
    behind = re.sub(r"^第[^条款项]{1,12}条(?:之.{1,2})?", "", pinpoint.strip())
    paragraph, item = _PARAGRAPH.search(behind), _ITEM.search(behind)
    if not paragraph and not item:
        return None if behind.strip() else (0, len(text))
    found = [
        each
        for each in clauses(text)
        if (not paragraph or each.paragraph == _value(paragraph)) and each.item == (_value(item) if item else None)
    ]
    return (found[0].start, found[0].end) if len(found) == 1 else None


def _whole(paragraph: ArticleClause, found: list[ArticleClause]) -> ArticleClause:
    """A 款 with its items."""
    last = max(each.end for each in found if each.paragraph == paragraph.paragraph)
    return ArticleClause(paragraph.paragraph, None, paragraph.start, last)


def _lines(text: str) -> Iterator[tuple[int, int, Marker | None]]:
    for line in re.finditer(r"[^\n]+", text):
        yield line.start(), line.end(), match(line.group())


def _value(found: re.Match[str]) -> int:
    return int(numerals.value(found[1]))
