"""The verbs of articles: how they are narrowed down, searched, put in order, and read with what a page shows."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db import connections, models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Length, Replace

from policies.models import search_index
from policies.models.publication import is_published
from policies.models.search_index import Holds
from policies.models.sources import HEAVY_COLUMNS
from policies.models.standing import Standing
from policies.models.validity import of_articles
from policies.text.normalize import Phrase

_HEAVY_COLUMNS = ("search", "pieces", "reading")
_UNSEEN_OF_DOCUMENT = ("document__validity_evidence",)
_SOURCE_TEXTS = tuple(f"document__source__{column}" for column in HEAVY_COLUMNS)
# What an enterprise asks first of an article in a list: how long it holds, what is due, how long an office may take.
_TIMES_OF_CARDS = ("term", "due", "handling")


class FactPrefetches:
    """For querysets of texts: the facts that hang on each, as readers may see them, read with it."""

    def marked_facts(self) -> list[Prefetch]:
        """Return the facts that the reader marks in a print, beside those of units; of articles or passages."""
        citations = self._rows("Citation").public().select_related("document").in_text_order()
        return [
            self._prefetch("amount_set", "Amount"),
            self._prefetch("deadline_set", "Deadline"),
            Prefetch("citation_set", citations),
        ]

    def _with_responsibilities(self, prefix: str = "") -> tuple[Prefetch, Prefetch]:
        return (
            Prefetch(f"{prefix}corrections", self._rows("Correction").standing()),
            Prefetch(f"{prefix}responsibility_set", self._responsibilities()),
        )

    def _responsibilities(self) -> models.QuerySet:
        return self._rows("Responsibility").public().select_related("unit", "via").strongest_first()

    def _prefetch(self, name: str, model: str, *, prefix: str = "", **wanted) -> Prefetch:
        return Prefetch(f"{prefix}{name}", self._rows(model).public().filter(**wanted).in_text_order())

    def _public_rows(self, model: str) -> models.QuerySet:
        return self._rows(model).public().of_articles().order_by()

    def _rows(self, model: str) -> models.QuerySet:
        """Return the rows of a model that itself knows articles, and so cannot be imported here."""
        return self.model._meta.apps.get_model("policies", model).objects.all()


class ArticleQuerySet(FactPrefetches, models.QuerySet):
    """Articles. A filter that is given nothing narrows nothing; every order ends in the id."""

    DOCUMENT_ORDER = ("document__is_notice", "document__position", "ordinal", "id")

    def present(self):
        """Return those that stand in their sources now; one kept for its editors' work alone does not."""
        return self.filter(removed_from_source=False)

    def public(self):
        """Return what readers may see. The one owner of this rule; derived rows have theirs beside it."""
        return self.present().filter(is_published("document__"))

    def among(self, articles: Collection[int] | None):
        """Return those of some articles, by their ids; None is any."""
        return self if articles is None else self.filter(pk__in=articles)

    # --- in what order ---

    def in_document_order(self):
        """Return them by document, then by place in it."""
        return self.order_by(*self.DOCUMENT_ORDER)

    def by_relevance(self, *phrases: Phrase, own: Iterable[models.QuerySet] = ()):
        """Return first what names the thing itself (``own``), then by words found, by how often, the shorter first."""
        rows = list(own)
        named = [Case(When(pk__in=each, then=Value(1)), default=Value(0)) for each in rows]
        words = list(dict.fromkeys(forms for phrase in phrases for forms in phrase.words))
        found = [Case(When(_in_one_of(forms), then=Value(1)), default=Value(0)) for forms in words]
        times = [_times(form) for forms in words for form in forms]
        keys = [_sum(terms) for terms in (named, found, times) if terms]
        shorter_first = [Length("search")] if words else []
        return self.order_by(*(key.desc() for key in keys), *shorter_first, *self.DOCUMENT_ORDER)

    def by_benefit(self):
        """Return the largest benefit in yuan first; those without one last."""
        rows = self._public_rows("Amount").filter(role="benefit", unit="CNY", article=OuterRef("pk"))
        largest = Subquery(rows.order_by(F("high").desc(nulls_last=True)).values("high")[:1])
        return self.alias(benefit=largest).order_by(F("benefit").desc(nulls_last=True), *self.DOCUMENT_ORDER)

    def by_end(self, on: date):
        """Return what ends soonest from a day on first, then what ended last, those without an end last."""
        ends = self._public_rows("Deadline").filter(role__in=["term", "due"], article=OuterRef("pk"))
        coming = ends.filter(end_on__gte=on).order_by("end_on").values("end_on")[:1]
        gone = ends.filter(end_on__lt=on).order_by("-end_on").values("end_on")[:1]
        keys = (F("coming").asc(nulls_last=True), F("gone").desc(nulls_last=True))
        return self.alias(coming=Subquery(coming), gone=Subquery(gone)).order_by(*keys, *self.DOCUMENT_ORDER)

    # --- which ---

    def with_terms(self, *terms):
        """Return those that use one of the terms."""
        return self.filter(pk__in=self._public_rows("TermUse").filter(term__in=terms).values("article"))

    def search(self, *phrases: Phrase):
        """Return those that hold all words of one of the phrases, each in one of its forms.

        Width, case, spaces and shapes of brackets aside; :func:`policies.vocabulary.synonyms.phrase` widens words. As a
        search for substrings, by :mod:`policies.models.search_index`.
        """
        return self.filter(Holds(*phrases)) if _have_words(phrases) else self

    def found(self, *phrases: Phrase) -> list[int] | None:
        """Return the ids of all that :meth:`search` finds, public or not, by the index alone; None if all are."""
        return search_index.found(phrases, connections[self.db]) if _have_words(phrases) else None

    def with_standing(self, on: date):
        """Return each with its ``standing`` on a day, by the terms it states."""
        rows = self._public_rows("Deadline").filter(article=OuterRef("pk"))
        whens = [When(Exists(rows.filter(holds)), then=Value(value)) for value, holds in Standing.rows(on)]
        return self.annotate(standing=Case(*whens, default=Value(Standing.NONE), output_field=models.CharField()))

    def with_validity(self):
        """Return each with its validity as ``validity_stated``: its own, else what is said of its document whole."""
        return self.annotate(validity_stated=of_articles())

    # --- with what a page shows ---

    def without_heavy_columns(self):
        """Return each with its document and section, but for the columns that no list shows."""
        return self.select_related("document", "section").defer(*_HEAVY_COLUMNS, *_UNSEEN_OF_DOCUMENT)

    def for_cards(self):
        """Return each with all that a card in a list shows."""
        return self.without_heavy_columns().prefetch_related(
            self._prefetch("measures", "Measure"),
            self._prefetch("benefit_set", "Benefit"),
            self._prefetch("amount_set", "Amount", role="benefit"),
            self._prefetch("deadline_set", "Deadline", role__in=_TIMES_OF_CARDS),
            *self._with_responsibilities(),
        )

    def for_comparison(self):
        """Return each with all that a row of a comparison, or of a task list, shows."""
        return self.without_heavy_columns().prefetch_related(*self.facts_of_sentences())

    def facts_of_sentences(self, prefix: str = "") -> list[Prefetch]:
        """Return what a row by sentences reads of an article, also across a relation: prefix="article__"."""
        dates = self._public_rows("Deadline").exclude(~Q(kind="recurring"), role="reference").in_text_order()
        return [
            self._prefetch("measures", "Measure", prefix=prefix),
            self._prefetch("amount_set", "Amount", prefix=prefix),
            Prefetch(f"{prefix}deadline_set", dates),
            self._prefetch("target_set", "Target", prefix=prefix),
            *self._with_responsibilities(prefix),
        ]

    def for_reader(self, *schemes: str):
        """Return each with all that the reader of a document shows; the terms of these schemes."""
        uses = self._public_rows("TermUse").filter(term__scheme__in=schemes).select_related("term")
        return self.defer(*_HEAVY_COLUMNS).prefetch_related(
            *self.marked_facts(),
            self._prefetch("benefit_set", "Benefit"),
            *self._with_responsibilities(),
            Prefetch("termuse_set", uses.order_by("term__scheme", "term__position", "id")),
        )

    def for_page(self):
        """Return each with everything that is known about it."""
        uses = self._public_rows("TermUse").select_related("term", "passage", "inherited_from")
        parts = self._responsibilities().select_related("passage__section", "inherited_from__document")
        return (
            self.select_related("document__source", "section__parent")
            .defer("search", "pieces", *_SOURCE_TEXTS)
            .prefetch_related(
                *self.marked_facts(),
                self._prefetch("measures", "Measure"),
                self._prefetch("benefit_set", "Benefit"),
                self._prefetch("target_set", "Target"),
                Prefetch("responsibility_set", parts),
                Prefetch("termuse_set", uses.order_by("term__scheme", "term__position", "start", "id")),
                Prefetch("corrections", self._rows("Correction").standing()),
            )
        )


def _have_words(phrases: Sequence[Phrase]) -> bool:
    return bool(phrases) and all(phrase.words for phrase in phrases)


def _in_one_of(forms: Iterable[str]) -> Q:
    return reduce(or_, (Q(search__contains=form) for form in forms))


def _sum(terms: Sequence[models.Expression]) -> models.Expression:
    """Add up by halves: one after the other they would lie as deep in each other as there are words."""
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return _sum(terms[:half]) + _sum(terms[half:])


def _times(form: str) -> models.ExpressionWrapper:
    """Return how often a word stands in a text, counted alike on every engine: by the length that goes with it."""
    without = Length(Replace("search", Value(form), Value("")))
    return models.ExpressionWrapper((Length("search") - without) / Value(len(form)), IntegerField())
