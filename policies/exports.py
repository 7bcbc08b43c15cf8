"""The base as data: one record an article, every fact with its place in the printed text.

All offsets are into ``text``, from 0, the end excluded. What has no value is null; ``reading`` and ``scope`` are there
only where an article has them.
"""

from collections.abc import Iterator

from django.db.models import Prefetch

from policies.models import (
    Amount,
    Article,
    Benefit,
    Citation,
    Deadline,
    Measure,
    Responsibility,
    Section,
    Target,
    Term,
    TermUse,
)


def articles() -> Iterator[dict]:
    """Return a record for every article: the documents in their order, a covering notice's last."""
    kinds = (
        ("responsibility_set", Responsibility.objects.public().strongest_first().select_related("unit")),
        ("measures", Measure.objects.public().in_text_order()),
        ("benefit_set", Benefit.objects.public().in_text_order()),
        ("amount_set", Amount.objects.public().in_text_order()),
        ("deadline_set", Deadline.objects.public().in_text_order()),
        ("target_set", Target.objects.public().in_text_order()),
        ("citation_set", Citation.objects.public().in_text_order().select_related("document")),
        (
            "termuse_set",
            TermUse.objects.public()
            .filter(term__scheme=Term.Scheme.SECTOR)
            .order_by("basis", "start", "id")
            .select_related("term"),
        ),
    )
    rows = (
        Article.objects.public()
        .in_document_order()
        .select_related("document", "section__parent")
        .defer("search", "pieces")
    )
    rows = rows.prefetch_related(*(Prefetch(name, queryset, to_attr=f"public_{name}") for name, queryset in kinds))
    return (record(article) for article in rows.iterator(chunk_size=500))


def record(article: Article) -> dict:
    """One article with all its facts."""
    section, subsection = _sections(article.section)
    reading = {"reading": article.reading} if article.reading else {}
    scope = {"scope": article.scope} if article.scope else {}
    return {
        "document": article.document.number or article.document.slug,
        "ordinal": article.ordinal,
        "path": article.path,
        "number": article.number,
        "section": section,
        "subsection": subsection,
        "heading": article.heading or None,
        "text": article.text,
        **reading,
        **scope,
        "units": [_unit(row) for row in article.public_responsibility_set],
        "measures": [{**_span(row), "force": row.force} for row in article.public_measures],
        "benefits": [_benefit(row) for row in article.public_benefit_set],
        "amounts": [_amount(row) for row in article.public_amount_set],
        "times": [_time(row) for row in article.public_deadline_set],
        "targets": [_target(row) for row in article.public_target_set],
        "sectors": list(dict.fromkeys(row.term.name for row in article.public_termuse_set)),
        "citations": [_citation(row) for row in article.public_citation_set],
    }


def _sections(section: Section | None) -> tuple[str | None, str | None]:
    """The top section and the one below it, as printed."""
    if section is None:
        return None, None
    return (section.parent.text, section.text) if section.parent else (section.text, None)


def _span(row) -> dict:
    return {"text": row.quote, "start": row.start, "end": row.end}


def _printed(row) -> dict:
    """Return what the print says, beside a fact that a correction changed."""
    if row.printed is None:
        return {}
    return {"printed": {"values": row.printed.get("values"), "unit": row.printed.get("unit")}}


def _unit(row: Responsibility) -> dict:
    is_own = row.basis in (Responsibility.Basis.PRINTED, Responsibility.Basis.BODY)
    span = _span(row) if is_own else {"text": None, "start": None, "end": None}
    unit = {"unit": row.unit.printed_name, "place": row.unit.place or None}
    return {**unit, "role": row.role, "basis": row.basis, "position": row.position, **span}


def _benefit(row: Benefit) -> dict:
    values = {name: getattr(row, name) or None for name in ("giver", "instrument", "mode", "value", "until")}
    return {**_span(row), **values, "receivers": _words(row, row.receivers), "conditions": _words(row, row.conditions)}


def _words(row: Benefit, words: list[str]) -> list[dict]:
    spans = [(each, row.span_of(each)) for each in words]
    return [{"text": each, "start": span[0], "end": span[1]} for each, span in spans if span]


def _amount(row: Amount) -> dict:
    values = {name: getattr(row, name) or None for name in ("values", "unit", "bound", "shape", "role", "per")}
    return {**_span(row), **values, **_printed(row)}


def _time(row: Deadline) -> dict:
    return {
        "text": row.quote,
        "start_offset": row.start,
        "end_offset": row.end,
        "kind": row.kind,
        "start": row.start_on and row.start_on.isoformat(),
        "end": row.end_on and row.end_on.isoformat(),
        "duration": row.duration or None,
        "duration_max": row.duration_max or None,
        "workdays": row.workdays,
        "role": row.role,
        **_printed(row),
    }


def _target(row: Target) -> dict:
    values = {"value": _whole(row.value), "value_max": _whole(row.value_max), "unit": row.unit, "thing": row.thing}
    return {**_span(row), **values}


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def _citation(row: Citation) -> dict:
    document = row.resolved and (row.resolved.number or row.resolved.slug)
    values = {"number": row.number or None, "title": row.title or None, "pinpoint": row.pinpoint or None}
    return {**_span(row), **values, "document": document}
