"""The scope of a measure, from a field of its own: “（责任单位：市商务局；推广范围：全省）”, “适用范围：园区”.

Takes a text. Gives the spans of what stands behind such a label, in order.
"""

from collections.abc import Iterator

from policies.text.duty_words import MARK

_OPENING, _CLOSING = "（(〔［[【", "）)〕］]】"
_ENDS = "；;。\n\t"
_LONGEST = 120


def find(text: str) -> list[tuple[int, int]]:
    """The span of each field that says where something holds.

    >>> text = "1.减租。（责任单位：市商务局；推广范围：全市（不含高新区））"
    >>> [text[start:end] for start, end in find(text)]
    ['全市（不含高新区）']
    """
    marks = list(MARK.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    spans = (_value(text, mark.end(), end) for mark, end in zip(marks, ends, strict=False) if mark["scope"])
    return [(start, end) for start, end in spans if start < end <= start + _LONGEST]


def _value(text: str, start: int, end: int) -> tuple[int, int]:
    stop = next(_stops(text, start, end), end)
    words = text[start:stop]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip("，,、 \u3000"))


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a field ends: at a stop, or where a bracket closes that was opened before it."""
    depth = 0
    for at in range(start, end):
        sign = text[at]
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
        if depth < 0 or (not depth and sign in _ENDS):
            yield at
