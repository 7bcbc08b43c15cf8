"""Addresses of documents: jinzhengbanfa-2022-7, the pinyin of the 机关代字, the year and the number."""

from collections.abc import Container

from django.utils.text import slugify

from importers.parsing.head import Header
from policies.text.document_numbers import Number

# Long enough to tell titles apart, short enough to read out.
_TITLE_SYLLABLES = 10
_LONGEST = 70  # with a count behind it, no longer than the column


def slug(header: Header, code: str, taken: Container[str]) -> str:
    """The address of a document, none of ``taken``; ``code`` is its 机关代字 in pinyin where the vocabulary has it.

    One without a number has its title's first syllables and, where known, its year:
    “关于支持餐饮业发展的若干措施” is guan-yu-zhi-chi-can-yin-ye-fa-zhan-de.
    """
    base = _of_number(header.number, header.year, code) if header.number else _of_title(header)
    return free(base, taken)


def free(base: str, taken: Container[str]) -> str:
    """The address, or the first with a count behind it, that is none of ``taken``."""
    candidates = [base, *(f"{base}-{count}" for count in range(2, 1000))]
    return next(each for each in candidates if each not in taken)


def _of_number(number: Number, year: int | None, code: str) -> str:
    parts = [code or "".join(_pinyin(number.code)), *([str(year)] if year else []), str(number.serial)]
    return "-".join(parts)[:_LONGEST]


def _of_title(header: Header) -> str:
    title = "-".join(_pinyin(header.title)[:_TITLE_SYLLABLES])
    return slugify(f"{title}-{header.issued_on.year}" if header.issued_on else title)[:_LONGEST] or "document"


def _pinyin(text: str) -> list[str]:
    # Its dictionary takes longer to load than an import of nothing new, and only a new kind of number needs it.
    from pypinyin import lazy_pinyin

    return [syllable for syllable in lazy_pinyin(text, errors="ignore") if syllable]
