"""Figures, lengths of time and words as an editor writes them: “10万、50万” for [100000, 500000], “6个月” for P6M."""

import re
from collections.abc import Callable, Iterable

from django import forms
from django.utils.html import format_html, format_html_join

from importers.extractors import deadlines
from policies.models import Unit
from policies.text import durations, numerals
from policies.text.numerals import in_words

_BETWEEN = re.compile(r"[、；;，\s]+|,(?!\d{3})")
_NUMBER = re.compile(numerals.NUMBER)
_RATIO = re.compile(r"\d{1,4}(?:[:：]\d{1,4}){1,5}")


class FiguresField(forms.Field):
    """A list of numbers in base units, or of ratios."""

    widget = forms.TextInput(attrs={"class": "vTextField"})

    def prepare_value(self, value):
        """[100000, 0.5] → 10万、0.5; what was typed stays as typed."""
        return (
            "、".join(each if isinstance(each, str) else in_words(each) for each in value)
            if isinstance(value, list)
            else value
        )

    def to_python(self, value) -> list[int | float | str]:
        """10万、50 → [100000, 50]; raises ValidationError where a piece is no number."""
        return [_figure(piece) for piece in _BETWEEN.split((value or "").strip()) if piece]


def _figure(piece: str) -> int | float | str:
    if _RATIO.fullmatch(piece):
        return piece.replace("：", ":")
    if _NUMBER.fullmatch(piece):
        return numerals.value(piece)
    raise forms.ValidationError(f"“{piece[:20]}”不是数。只写数，不写单位，几个数之间用“、”分开，如 10万 或 50、80。")


class WordLinesField(forms.CharField):
    """A list of words, one a line; a word may hold “、”, so that nothing else can part them."""

    widget = forms.Textarea(attrs={"class": "vLargeTextField", "rows": 8})

    def prepare_value(self, value):
        """["餐饮业", "饭店"] → a line each; what was typed stays as typed."""
        return value if isinstance(value, str) else "\n".join(value or ())

    def to_python(self, value) -> list[str]:
        """Lines → ["餐饮业", "饭店"], each once."""
        lines = super().to_python(value or "").splitlines()
        return list(dict.fromkeys(filter(None, map(str.strip, lines))))

    def has_changed(self, initial, data) -> bool:
        """Whether the words are others, whatever blank lines stand between them."""
        return not self.disabled and self.to_python(data) != list(initial or ())


class NamesInput(forms.TextInput):
    """A field that proposes names while one types, by the browser's own means: without scripts, by keys alone."""

    def __init__(self, names: Callable[[], Iterable[str]], attrs=None):
        super().__init__({"class": "vTextField", "autocomplete": "off", **(attrs or {})})
        self.names = names

    def render(self, name, value, attrs=None, renderer=None):
        listed = f"{(attrs or {}).get('id', name)}-names"
        field = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.names()))
        return format_html('{}<datalist id="{}">{}</datalist>', field, listed, options)


def _unit_names() -> list[str]:
    return list(Unit.objects.present().order_by("name").values_list("name", flat=True))


class UnitField(forms.Field):
    """An office by any of its names; ``names`` proposes some, the likeliest first."""

    def __init__(self, names: Callable[[], Iterable[str]] = _unit_names, **kwargs):
        super().__init__(widget=NamesInput(names, {"maxlength": 120}), **kwargs)

    def prepare_value(self, value):
        """An office, or its number → its name; what was typed stays as typed."""
        return value.name if isinstance(value, Unit) else value

    def to_python(self, value) -> Unit | None:
        """省商务厅 → its row; raises ValidationError where no office, or several, are called so."""
        written = (value or "").strip()
        if not written:
            return None
        found = Unit.objects.present().filter(name=written).first()
        others = {unit.current for unit in Unit.objects.named(written)} if found is None else {found}
        if not others:
            raise forms.ValidationError(f"没有叫“{written[:40]}”的单位。请从列出的名称里选，或照单位的名称填写。")
        if len(others) > 1:
            names = "、".join(sorted(unit.name for unit in others))
            raise forms.ValidationError(f"叫“{written}”的不止一个：{names}。请写其中一个。")
        return others.pop()


class LengthField(forms.CharField):
    """A length of time."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": 20, **kwargs})

    def prepare_value(self, value):
        """P6M → 6个月; what was typed stays as typed."""
        return durations.in_words(value or "")

    def to_python(self, value) -> str:
        """六个月 → P6M; raises ValidationError where it is no length."""
        written = super().to_python(value)
        length = deadlines.length(written) or written
        if length and not durations.ISO.fullmatch(length):
            raise forms.ValidationError("请写成“6个月”“1年”“5天”“72小时”这样的长度。")
        return length
