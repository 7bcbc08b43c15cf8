"""Figures, lengths of time and words as an editor writes them: “10万、50万” for [100000, 500000], “6个月” for P6M."""

import re

from django import forms

from importers.extractors import deadlines
from policies.text import durations, numerals

_BETWEEN = re.compile(r"[、；;，\s]+|,(?!\d{3})")
_NUMBER = re.compile(numerals.NUMBER)
_RATIO = re.compile(r"\d{1,4}(?:[:：]\d{1,4}){1,5}")


class FiguresField(forms.Field):
    """A list of numbers in base units, or of ratios."""

    widget = forms.TextInput(attrs={"class": "vTextField"})

    def prepare_value(self, value):
        """[100000, 0.5] → 10万、0.5; what was typed stays as typed."""
        return "、".join(map(_said, value)) if isinstance(value, list) else value

    def to_python(self, value) -> list[int | float | str]:
        """10万、50 → [100000, 50]; raises ValidationError where a piece is no number."""
        return [_figure(piece) for piece in _BETWEEN.split((value or "").strip()) if piece]


def _said(figure: float | str) -> str:
    scales = ((10**8, "亿"), (10**4, "万"))
    whole = next((scale for scale in scales if isinstance(figure, int) and figure and figure % scale[0] == 0), (1, ""))
    return f"{figure // whole[0]}{whole[1]}" if whole[1] else str(figure)


def _figure(piece: str) -> int | float | str:
    if _RATIO.fullmatch(piece):
        return piece.replace("：", ":")
    if _NUMBER.fullmatch(piece):
        return numerals.value(piece)
    raise forms.ValidationError(f"“{piece[:20]}”不是数。只写数，不写单位，几个数之间用“、”分开，如 10万 或 50、80。")


class WordsField(forms.CharField):
    """Words of a vocabulary, one a line; a word may hold “、”, so that nothing else can part them."""

    widget = forms.Textarea(attrs={"class": "vLargeTextField", "rows": 8})

    def prepare_value(self, value):
        """餐饮业|饭店 → a line each."""
        return (value or "").replace("|", "\n")

    def to_python(self, value) -> str:
        """Lines → 餐饮业|饭店, as the base holds them."""
        lines = re.split(r"[|\r\n]+", super().to_python(value))
        return "|".join(dict.fromkeys(filter(None, map(str.strip, lines))))


class LengthField(forms.CharField):
    """A length of time."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": 20, **kwargs})

    def prepare_value(self, value):
        """P6M → 6个月; what was typed stays as typed."""
        return durations.said(value or "")

    def to_python(self, value) -> str:
        """六个月 → P6M; raises ValidationError where it is no length."""
        written = super().to_python(value)
        length = deadlines.length(written) or written
        if length and not durations.ISO.fullmatch(length):
            raise forms.ValidationError("请写成“6个月”“1年”“5天”“72小时”这样的长度。")
        return length
