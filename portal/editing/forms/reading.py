"""Readings of words that an editor chose: they fill the form, so that nobody types what is printed."""

from collections.abc import Callable, Sequence

from django import forms

from importers import extract
from importers.extractors import amounts, benefits, citations, deadlines, targets
from importers.extractors.base import ExtractedFact
from importers.parsing.corrections import CorrectionRecord
from importers.read_document import values
from policies.models import Amount, Article, Benefit, Citation, Deadline, Fact, Passage, Target

Read = Callable[[str], Sequence[ExtractedFact]]
# One reader a kind of fact; a time without a year is of the year that its document is of.
_READERS: dict[type[Fact], Callable[[int | None], Read]] = {
    Amount: lambda year: amounts.find,
    Deadline: lambda year: lambda text: deadlines.find(text, year),
    Target: lambda year: targets.find,
    Benefit: lambda year: benefits.find,
    Citation: lambda year: citations.find,
}


def is_read(model: type) -> bool:
    """Whether facts of a kind can be read in words alone; offices and terms are chosen from their lists."""
    return model in _READERS


def values_in(model: type[Fact], place: Article | Passage, start: int, end: int) -> dict:
    """Return what the words place.text[start:end] say, by the names of the form's fields; {} where nothing is read."""
    document = place.document
    year = (document.year or (document.issued_on.year if document.issued_on else None)) if document else None
    fact = extract.in_words(place.text, _corrections(place), _READERS[model](year), start, end)
    if fact is None:
        return {}
    known = {name for name in model.EXTRACTED_FIELDS if not name.endswith("_id")}
    return {name: value for name, value in values(fact).items() if name in known}


def _corrections(place: Article | Passage) -> list[CorrectionRecord]:
    if isinstance(place, Passage):
        return []
    rows = place.corrections.certain()
    return [CorrectionRecord("", "", row.quote, row.occurrence, row.reading) for row in rows]


def as_initial(form: forms.BaseForm, values: dict) -> dict:
    """Return values as a form's widgets show them: 10万 for [100000], true for a box that is ticked."""
    return {name: _shown(form.fields[name], value) for name, value in values.items() if name in form.fields}


def _shown(field: forms.Field, value: object) -> str | bool:
    if isinstance(field, forms.BooleanField):
        return bool(value)
    shown = field.widget.format_value(field.prepare_value(value))
    return str((shown[0] if isinstance(shown, list) else shown) or "")  # of a list to choose from, what is chosen
