"""Candidates from the texts: accepted as new, as a name of what is known, or as nothing; and read at once."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from policies.models import Term, Unit
from policies.text import gapped_words
from portal.editing import candidates as found
from portal.editing.acts import locked
from portal.editing.baseline import write_baseline
from portal.editing.concerned import by_term, by_units, deriving
from portal.editing.key_pages import key_page, list_page

PAGE = 10
# More digits than these no row's number has.
_DIGITS = 18


def candidates(request: HttpRequest, context: dict) -> HttpResponse:
    """Offices first, then words; a button each."""
    if request.method == "POST":
        return _decided(request)
    units = key_page(Unit.objects.candidates(), ("id",), request.GET, PAGE)
    listed = list_page(found.words(), {"after": request.GET.get("words", "")}, PAGE)
    shown = {
        "title": "新见的单位和词",
        "units": found.of_units(units.rows),
        "page": units,
        "words": found.of_words(listed.rows),
        "more_words": listed.following.replace("after=", "words="),
        "count": len(found.words()),
        "schemes": Term.Scheme.choices,
    }
    return render(request, "admin/desk/candidates.html", context | shown)


def _decided(request: HttpRequest) -> HttpResponse:
    verdict = next((name for name in _VERDICTS if name in request.POST), "")
    right, decide = _VERDICTS.get(verdict, ("", None))
    if decide is None:
        messages.error(request, "没有处理：请按列出的按钮。")
    elif not request.user.has_perm(f"policies.{right}"):
        raise PermissionDenied
    else:
        with locked():
            message = decide(request, request.POST[verdict])
        (messages.success if message else messages.error)(
            request, message or "没有处理：您打开之后，这一项已经处理过了。"
        )
    return redirect(request.get_full_path())


def _unit(key: str) -> Unit | None:
    known = key.isdecimal() and len(key) <= _DIGITS
    return Unit.objects.candidates().filter(pk=key).first() if known else None


def _new_unit(request: HttpRequest, key: str) -> str:
    unit = _unit(key)
    if unit is not None:
        _save(unit, "核实为单位", verified=True)
    return f"“{unit}”已核实为单位。" if unit else ""


def _no_unit(request: HttpRequest, key: str) -> str:
    unit = _unit(key)
    if unit is None:
        return ""
    with transaction.atomic(), deriving(by_units([unit])):
        _save(unit, "不是单位", not_an_office=True)
    return f"“{unit}”不是单位：条文里写它时，不再算责任单位。在它的页面上可以改回。"


def _new_term(request: HttpRequest, word: str) -> str:
    scheme = request.POST.get("scheme", "")
    if scheme not in Term.Scheme.values or not _is_new(word):
        return ""
    term = Term(scheme=scheme, name=word[:60], words=[word], position=10_000, edited_by_human=True)
    _read(term, "新见的词")
    return f"“{word}”已列入{term.get_scheme_display()}词表。"


def _no_term(request: HttpRequest, word: str) -> str:
    """A word that was switched off is no candidate any more, and read by nothing."""
    if not _is_new(word):
        return ""
    term = Term(scheme=Term.Scheme.BENEFICIARY, name=word[:60], words=[word], position=10_000, inactive=True)
    term.edited_by_human, term._change_reason = True, "不是词条"
    term.save()
    return f"“{word}”不是词条，以后不再列出。它停用在受益对象词表里，可以启用。"


def _word_of(request: HttpRequest, value: str) -> str:
    """A word of a known term: its number and the word, 12:运输户."""
    key, _, word = value.partition(":")
    known = key.isdecimal() and len(key) <= _DIGITS
    term = Term.objects.in_use().filter(pk=key).first() if known else None
    if term is None or not _is_new(word):
        return ""
    write_baseline(term)
    term.words = [*term.words, word]
    _read(term, f"新见的词：{word}")
    return f"“{word}”已列为“{term}”的用词。"


def _is_new(word: str) -> bool:
    return any(each.word == word for each in found.words()) and not gapped_words.problem(word)


def _read(term: Term, why: str) -> None:
    """Save a term and read the documents that hold its words."""
    term.edited_by_human, term._change_reason = True, why[:100]
    term.save()
    with deriving(by_term(term)):
        pass  # it is saved, since its facts are looked up by its number


def _save(unit: Unit, why: str, **values) -> None:
    write_baseline(unit)
    for name, value in values.items():
        setattr(unit, name, value)
    unit.edited_by_human, unit._change_reason = True, why
    unit.save()


# What a button does, by its name, and the right that it needs.
_VERDICTS: Mapping[str, tuple[str, Callable[[HttpRequest, str], str]]] = {
    "new-unit": ("change_unit", _new_unit),
    "no-unit": ("change_unit", _no_unit),
    "new-term": ("add_term", _new_term),
    "no-term": ("add_term", _no_term),
    "word-of": ("change_term", _word_of),
}
