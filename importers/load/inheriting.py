"""What people decided about a document, in a version of it that waits: of the same sentence nobody is asked again.

A version is read anew and has facts of its own. Where its article is one of the document's, and a fact of it stands in
the same sentence as there and says what the machine read there, too, the decision is taken over with its values. What
the newer text says otherwise is a doubt, as it would be anyway.
"""

from collections.abc import Iterable
from typing import Any

from importers.load import article_matching
from importers.load.reconcile import Reconciler
from policies.models import DERIVED, Article, Declared, Document, Passage
from policies.models.derived import Derived, sentence_of
from policies.text import numbering

_REASON = "沿用现行文本上的核对"
_DECIDED = ("status", "extracted_values", "sentence_at_decision")


def inherit(reconciler: Reconciler, version: Document) -> None:
    """Take over into a version's facts what people decided about its document's; their history says so."""
    articles = _articles(version)
    for model in DERIVED:
        _decisions(reconciler, model, articles)
    _reviews(reconciler, version)


def _articles(version: Document) -> dict[int, int]:
    """The document's articles that a version has, by the ids of the version's; met by their words."""
    ours = list(version.articles.present().order_by("ordinal"))
    theirs = list(Article.objects.present().filter(document=version.version_of_id).order_by("ordinal"))
    known = [article_matching.BaseArticle(row.path, row.text, row.label, is_free=False) for row in theirs]
    read = [article_matching.NewArticle(row.path, row.text, row.label) for row in ours]
    by_path = {row.path: row.pk for row in theirs}
    paths = zip(ours, article_matching.match_articles(known, read), strict=True)
    return {row.pk: by_path[path] for row, path in paths if path in by_path}


def _decisions(reconciler: Reconciler, model: Any, articles: dict[int, int]) -> None:
    decided = {}
    rows = model.objects.human().filter(article__in=articles.values(), origin=Derived.Origin.RULE)
    for row in rows.filter(orphaned=False, source_changed=False).for_description():
        if row.is_in_place and row.quote == row.extracted_quote:
            decided[row.article_id, *_said(row, row.extracted_values or row.current_values())] = row
    if not decided:
        return
    met = []
    for row in model.objects.filter(article__in=articles).doubtful().for_description():
        values = row.current_values()
        if row.is_in_place and (found := decided.get((articles[row.article_id], *_said(row, values)))):
            _take_over(row, found, values)
            met.append(row)
    followed = [name for name in ("low", "high", "basis_rank") if hasattr(model, name)]
    if not met:
        return
    reconciler.update(model, met, [*_DECIDED, *model.EXTRACTED_FIELDS, *followed])
    model.history.bulk_history_create(met, update=True, default_change_reason=_REASON)


def _said(row: Derived, values: dict) -> tuple[str, str, str]:
    """What the machine reads, and in which sentence, but for the article's number and an office's place in a list."""
    said = {name: value for name, value in values.items() if name != "position"}
    sentence = sentence_of(row.place.text, row.start, row.end)
    marker = numbering.match(sentence)
    return row._meta.label, sentence[marker.end :] if marker else sentence, repr(sorted(said.items()))


def _take_over(row: Derived, decided: Derived, values: dict) -> None:
    for name in row.EXTRACTED_FIELDS:
        if name != "position":
            setattr(row, name, getattr(decided, name))
    row.status, row.sentence_at_decision = decided.status, decided.sentence_at_decision
    row.extracted_values = None if row.current_values() == values else values
    row.compute_derived_columns()


def _reviews(reconciler: Reconciler, version: Document) -> None:
    """Passages and declared counts of which an editor said that they are as they should be."""
    _reviewed(reconciler, Passage, version, lambda row: (row.kind, row.text))
    _reviewed(reconciler, Declared, version, lambda row: (row.label, row.unit_id, row.what, row.count))


def _reviewed(reconciler: Reconciler, model: Any, version: Document, key) -> None:
    rows: Iterable = model.objects.filter(document=version.version_of_id, reviewed=True)
    notes = {key(row): row.review_note for row in rows}
    met = [row for row in model.objects.filter(document=version, reviewed=False) if key(row) in notes] if notes else []
    for row in met:
        row.reviewed, row.review_note = True, notes[key(row)]
    reconciler.update(model, met, ["reviewed", "review_note"])
