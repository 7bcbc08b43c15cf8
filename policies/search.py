"""Folding: what a search ignores. Width, case, spaces, and the shape of brackets and quotes."""

import unicodedata
from functools import cache

_SAME = str.maketrans({
    "〔": "(", "〕": ")", "[": "(", "]": ")", "【": "(", "】": ")", "﹝": "(", "﹞": ")",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
    "—": "-", "–": "-", "―": "-", "‐": "-", "－": "-", "~": "-", "～": "-",
})  # fmt: skip


def fold(text: str) -> str:
    """``text`` as a search compares it: fold("乡村 E 镇") == fold("乡村e镇") == "乡村e镇"."""
    return "".join(_fold_one(sign) for sign in text)


def fold_with_positions(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset in ``text`` that it came from."""
    folded, positions = [], []
    for offset, sign in enumerate(text):
        for part in _fold_one(sign):
            folded.append(part)
            positions.append(offset)
    return "".join(folded), positions


def needles(query: str) -> list[str]:
    """The words of a query, folded, each once: needles("失业保险　缓缴") == ["失业保险", "缓缴"]."""
    return list(dict.fromkeys(filter(None, (fold(word) for word in query.split()))))


@cache
def _fold_one(sign: str) -> str:
    normal = unicodedata.normalize("NFKC", sign).translate(_SAME).lower()
    return "".join(part for part in normal if not part.isspace())
