"""Article → heading, sentences (measures) and annotation, as spans of its text.

Takes an article's text (its print, or its reading). Gives :class:`ArticleParts`. Guarantees that the spans lie in this
order, that measures do not overlap, and that number, heading (with a name's brackets), measures and annotation hold
every non-space character.
"""

import re
from dataclasses import dataclass

from importers.parsing import annotations
from policies.text.numbering import match

# Signs inside which a full stop ends no measure: “（不含证券交易印花税）”, 《…》, “…”.
_OPENING, _CLOSING = "（(《〈“‘「『【〔[", "）)》〉”’」』】〕]"
_STOPS = "。！？!?；;"
_NUMBER_CELL = re.compile(r"\d{1,4}\t+")  # of a table's row
# “第二条【支持对象】”, or “（支持对象）” on its line: the name of an article, as laws and their kin have it.
_NAMED = re.compile(r"[【〔\[][^【】〔〕\[\]：:，。]{2,20}[】〕\]](?=.)|[（(][^（）()：:，。]{2,20}[）)](?=\n)")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """The parts of an article's text. ``heading`` and ``annotation`` are None where it has none."""

    heading: TextSpan | None
    body: TextSpan
    measures: tuple[TextSpan, ...]
    annotation: TextSpan | None


def split_article(text: str) -> ArticleParts:
    """The parts of an article.

    The heading is the first sentence when it has no comma and more body follows: “13. 打造高水平双创平台。加快推进…”;
    33号 §5, one sentence of substance, and 34号 §1, whose first sentence has commas, have none.
    """
    start = _after_number(text)
    annotation = annotation_of(text)
    end = _rstrip(text, start, annotation.start if annotation else len(text))
    named = _NAMED.match(text, start, end)
    sentences = _sentences_around(text, named.end() if named else start, end)
    if named:
        return ArticleParts(
            TextSpan(named.start() + 1, named.end() - 1), TextSpan(named.end(), end), tuple(sentences), annotation
        )
    heading = sentences[0] if _is_heading(text, sentences) else None
    body = TextSpan(sentences[bool(heading)].start if sentences else start, end)
    measures = sentences[1:] if heading and not _is_substance(text, heading) else sentences
    return ArticleParts(heading, body, tuple(measures), annotation)


def annotation_of(text: str) -> TextSpan | None:
    """Return where an article names its offices, at its end."""
    found = annotations.at_end(text)
    return TextSpan(found.start, found.end) if found else None


def annotations_of(text: str) -> tuple[TextSpan, ...]:
    """Everywhere that an article names its offices: at its end, below its heading, behind each of its paragraphs."""
    return tuple(TextSpan(found.start, found.end) for found in annotations.find(text))


def _after_number(text: str) -> int:
    marker = match(text)
    cell = None if marker else _NUMBER_CELL.match(text)
    return _lstrip(text, marker.end if marker else cell.end() if cell else 0, len(text))


def _is_heading(text: str, sentences: list[TextSpan]) -> bool:
    if len(sentences) < 2:
        return False
    first = text[sentences[0].start : sentences[0].end]
    if text[sentences[0].end] == "\t" and "。" not in text[sentences[0].end :]:
        return False  # a cell that says all that is to be done
    return first.endswith(("。", "！", "？")) and not re.search(r"[，,；;：:\t]", first)


def _is_substance(text: str, heading: TextSpan) -> bool:
    """Whether a heading states figures, and so is a measure too: 34号 §11, “…加计扣除比例从 75% 提高到 100%…”."""
    return bool(re.search(r"\d\s?[%‰万亿元年月日]", text[heading.start : heading.end]))


def _sentences_around(text: str, start: int, end: int) -> list[TextSpan]:
    """The sentences of text[start:end] without the annotations between them."""
    spans: list[TextSpan] = []
    for each in annotations_of(text):
        if start <= each.start < end:
            spans += _sentences(text, start, each.start)
            start = min(each.end, end)
    return [*spans, *_sentences(text, start, end)]


def _sentences(text: str, start: int, end: int) -> list[TextSpan]:
    """Sentences and 分号 clauses of text[start:end], each with its stop, and closing quotes behind the stop."""
    spans, depth, at = [], 0, start
    for index in range(start, end):
        sign = text[index]
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        if (sign in _STOPS and not depth) or sign == "\n":
            spans.append((at, index + 1))
            at, depth = index + 1, 0
    spans.append((at, end))
    stripped = (TextSpan(_lstrip(text, a, b), _rstrip(text, a, b)) for a, b in spans)
    return [span for span in stripped if span.start < span.end]


def _lstrip(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
