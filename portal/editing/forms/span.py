"""Choosing words of a print: selected with the mouse, copied, or counted; on the desk characters count from 1.

A form takes the first and the last character, or the words themselves, and gives the span in the print.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from importers.load.reconcile import nearest
from importers.parsing.corrections import locate
from policies.models import Article, Correction, Passage
from policies.models.derived import Derived
from policies.text.highlight import Mark


class Chosen(NamedTuple):
    """text[start:end]."""

    start: int
    end: int
    quote: str


class SpanForm(forms.ModelForm):
    """A form whose ``quote`` stands in a print; ``first`` and ``last`` are what a mouse, or counting, fills in."""

    first = forms.IntegerField(label="起（第几个字）", required=False, min_value=1)
    last = forms.IntegerField(
        label="止（第几个字）",
        required=False,
        min_value=1,
        help_text="在上面的印文里选中文字，起止和原文会自动填写；也可以只抄录原文。",
    )

    class Media:
        js = [forms.Script("select.js", defer=True)]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "quote" in self.fields:
            self.fields["quote"].required = False
            self.fields["quote"].strip = False  # a span may begin or end with a blank of the print
        if chosen := self.now():
            self.initial.setdefault("first", chosen.start + 1)
            self.initial.setdefault("last", chosen.end)

    def now(self) -> Chosen | None:
        """The span that the record has before this form."""
        raise NotImplementedError

    def choose(self, text: str) -> Chosen | None:
        """The span that the form asks for; None, and a message at the field, where it is not in the text."""
        first, last, quote = (self.cleaned_data.get(name) for name in ("first", "last", "quote"))
        counted, copied = {"first", "last"} & set(self.changed_data), "quote" in self.changed_data
        if not (first and last) or (quote and not counted):
            return self._copied(text, quote, first)
        chosen = self._counted(text, first, last)
        if chosen and quote and copied and chosen.quote != quote:
            self.add_error(
                "last", f"第 {first}—{last} 个字是“{chosen.quote[:40]}”，与上面的原文不同：请改其中一处，或清空起止。"
            )
            return None
        return chosen

    def _counted(self, text: str, first: int, last: int) -> Chosen | None:
        if last < first:
            self.add_error("last", f"止（{last}）在起（{first}）之前。")
        elif last > len(text):
            self.add_error("last", f"超出了印文：印文共 {len(text)} 个字，这里写到第 {last} 个。")
        else:
            return Chosen(first - 1, last, text[first - 1 : last])
        return None

    def _copied(self, text: str, quote: str, first: int | None) -> Chosen | None:
        """The words themselves, where they stand several times those nearest to the characters counted."""
        if not (quote or "").strip():
            self.add_error("quote", "请在印文里选中文字，或照印文抄录，或填写起止。")
            return None
        near = (first or 1) - 1
        start = nearest(text, quote, near)
        if start is None and quote != quote.strip():  # copied with what stood around it
            quote = quote.strip()
            start = nearest(text, quote, near)
        if start is None:
            self.add_error("quote", "这段文字不在条文的印文里，请照印文逐字抄录。")
            return None
        return Chosen(start, start + len(quote), quote)


def chosen_words(data: Mapping, text: str) -> Chosen | None:
    """Return the span that a form's fields, or an address, choose in a text; None where that is none.

    The words come first, those nearest to the characters counted; without words, the characters.
    """
    first, last = (int(count) if _is_count(count := data.get(name, "")) else 0 for name in ("first", "last"))
    quote = data.get("quote", "")
    start = nearest(text, quote, first - 1) if quote.strip() else None
    if start is not None:
        return Chosen(start, start + len(quote), quote)
    return Chosen(first - 1, last, text[first - 1 : last]) if 0 < first <= last <= len(text) else None


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def occurrence(text: str, chosen: Chosen) -> int:
    """Return the number of the span among all places where its words stand, from 1."""
    count = 1
    while (place := locate(text, chosen.quote, count)) and place[0] < chosen.start:
        count += 1
    return count


_ENDED = "{}在新版来源里已经没有了。要保留的，请选定它现在所在的条文和文字；不再需要的，请否定或撤回。"
_NOT_IN_TEXT = "“{}”在现在的印文里已经没有了：来源改过。请重新选定文字，或在下面另作处理。"


def warn_of_lost(request: HttpRequest, row: Derived | Correction) -> None:
    """Tell who opens a record why it is in the work list: its words stand nowhere in the print."""
    if request.method == "GET":
        is_removed = row.article is not None and row.article.removed_from_source
        messages.warning(request, _ENDED.format(row.article) if is_removed else _NOT_IN_TEXT.format(row.quote))


def panel(place: Article | Passage | None, spans: list[Mark]) -> dict:
    """Return what the template of a print to choose from needs."""
    return {"place": place, "spans": spans} if place else {}


def requested_article(request: HttpRequest) -> Article | None:
    """The article that an address, or a form, names."""
    key = request.POST.get("article") or request.GET.get("article") or ""
    return Article.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
