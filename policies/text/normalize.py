"""Searching: what a search ignores, and words for one thing.

Ignored are width, case, spaces, what nobody sees (a zero-width space), the shape of brackets and quotes.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_SAME = str.maketrans({
    "〔": "(", "〕": ")", "[": "(", "]": ")", "【": "(", "】": ")", "﹝": "(", "﹞": ")",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
    "—": "-", "–": "-", "―": "-", "‐": "-", "－": "-", "~": "-", "～": "-",
})  # fmt: skip


# What no text holds: the C0 controls but for a tab and the ends of lines and pages, DEL, and halves of characters.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")

# Format characters (Cf): zero-width spaces, joiners, marks of direction, soft hyphens, the byte order mark.
_INVISIBLE = "Cf"


def has_control_characters(text: str) -> bool:
    """Whether a text holds what nobody types and PostgreSQL takes only in part: NUL, escapes, halves of characters."""
    return bool(_CONTROL.search(text))


def without_control_characters(text: str) -> str:
    """Return the text without them, for a page that repeats what it was sent."""
    return _CONTROL.sub("", text)


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


# Spaces that only set figures and letters off: 10 亿元, 第 5 条, 〔2022〕 33 号, 乡村 e 镇.
_HAN = "[\u3400-\u9fff]"
_TYPOGRAPHIC = re.compile(
    r"(?<=\d)\s+(?=[%％‰万亿千百元美倍个条项户家人名次岁年月日天号米公平吨度级批期版强])"
    r"|(?<=第)\s+(?=\d)|(?<=[〕\]）)])\s+(?=\d)"
    rf"|(?<={_HAN})\s+(?=[A-Za-zＡ-Ｚａ-ｚ](?:\s*{_HAN}))|(?<={_HAN}\s[A-Za-zＡ-Ｚａ-ｚ])\s+(?={_HAN})"
)


def needles(query: str) -> list[str]:
    """The words of a query, folded, each once: needles("失业保险　缓缴") == ["失业保险", "缓缴"].

    A space that only sets a figure or a letter off parts no words: needles("10 亿元") == ["10亿元"].
    """
    words = _TYPOGRAPHIC.sub("", query).split()
    return list(dict.fromkeys(filter(None, (fold(word) for word in words))))


def pairs(text: str) -> list[str]:
    """The pairs of signs that stand beside each other, in order: pairs("稳岗返还") == ["稳岗", "岗返", "返还"]."""
    return [text[at : at + 2] for at in range(len(text) - 1)]


# As many signs as texts use, and not as many as there are: what visitors send must not fill the memory.
@lru_cache(maxsize=2**14)
def _fold_one(sign: str) -> str:
    normal = unicodedata.normalize("NFKC", sign).translate(_SAME).lower()
    return "".join(part for part in normal if not part.isspace() and unicodedata.category(part) != _INVISIBLE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A search: words that must all be there, each in one of its forms, its own form first; folded."""

    words: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, query: str, same: Mapping[str, tuple[str, ...]] | None = None) -> "Phrase":
        """The words of a query, widened by other words for the same: ``same`` maps a word to the others, folded."""
        return cls(tuple((word, *_others(word, same or {})) for word in needles(query)))

    @property
    def exact(self) -> "Phrase":
        """The words alone, as they were typed."""
        return Phrase(tuple(forms[:1] for forms in self.words))

    @property
    def forms(self) -> list[str]:
        """All that may stand in a text and is to be marked there."""
        return [form for forms in self.words for form in forms]

    @property
    def added(self) -> list[str]:
        """Return what is looked for beside the words as they were typed."""
        return [form for forms in self.words for form in forms[1:]]

    def hits(self, folded: str) -> int:
        """Return how many of its words a folded text holds."""
        return sum(any(form in folded for form in forms) for forms in self.words)


def _others(word: str, same: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Other forms of a word by the longest name in it; a form that holds the word is found by the word already."""
    name = max((name for name in same if name in word), key=len, default="")
    others = (word.replace(name, other) for other in same.get(name, ()))
    return [other for other in dict.fromkeys(others) if word not in other]
