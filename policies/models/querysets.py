"""The verbs of articles: how they are narrowed down, searched and put in order."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_

from django.db import models
from django.db.models import Case, F, Func, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Length, Replace

from policies.models.derived import is_live
from policies.models.validity import of_articles
from policies.text.normalize import Phrase


class Standing(models.TextChoices):
    """期限: how a day stands to the terms that an article states."""

    WITHIN = "within", "在期限内"
    LATER = "later", "期限未到"
    PAST = "past", "已过期限"
    NONE = "none", "未写明期限"

    @classmethod
    def of(cls, terms: Iterable[tuple[date | None, date | None]], on: date) -> "Standing":
        """Of terms as pairs of first and last day; a length of time without either says nothing of a day."""
        dated = [(start or date.min, end or date.max) for start, end in terms if start or end]
        if any(start <= on <= end for start, end in dated):
            return cls.WITHIN
        if any(start > on for start, _ in dated):
            return cls.LATER
        return cls.PAST if dated else cls.NONE


class ArticleQuerySet(models.QuerySet):
    """Articles. A filter that is given nothing narrows nothing; every order ends in the id."""

    ORDER = ("document__is_notice", "document__position", "ordinal", "id")

    def in_order(self):
        """By document, then by place in it."""
        return self.order_by(*self.ORDER)

    def for_unit(self, *units, roles=(), bases=()):
        """Those in which one of the units has a part, in one of the roles and on one of the bases.

        The role meant is that of the very unit asked for.
        """
        if not (units or roles or bases):
            return self
        part = is_live()
        for field, values in (("unit", units), ("role", roles), ("basis", bases)):
            if values:
                part &= Q(**{f"{field}__in": values})
        return self._having("Responsibility", part)

    def in_sector(self, *sectors):
        """Those that concern one of the sectors."""
        return self.with_terms(*sectors)

    def with_terms(self, *terms):
        """Those that use one of the terms."""
        if not terms:
            return self
        return self._having("TermUse", is_live() & Q(term__in=terms))

    def without_terms(self, scheme: str):
        """Those that use no term of a scheme: what names no trade is for all trades."""
        uses = self._rows("TermUse", is_live() & Q(term__scheme=scheme))
        return self.exclude(pk__in=uses.values("article"))

    def of(self, *documents):
        """Those of one of the documents."""
        return self.filter(document__in=documents) if documents else self

    def search(self, *asked: str | Phrase, exact: bool = False):
        """Those that hold all words of one of the texts: width, case, spaces and shapes of brackets aside.

        A word is found under its synonyms and an office under all its names, unless asked for exactly.
        """
        phrases = [self._phrase(each, exact) for each in asked]
        if not all(phrase.words for phrase in phrases) or not phrases:
            return self
        return self.filter(reduce(or_, (_holding(phrase) for phrase in phrases)))

    def with_standing(self, on: date):
        """Each with its ``standing`` on a day, by the terms it states."""
        dated = is_live() & Q(role="term") & (Q(start_on__isnull=False) | Q(end_on__isnull=False))
        begun = Q(start_on__isnull=True) | Q(start_on__lte=on)
        open_ = Q(end_on__isnull=True) | Q(end_on__gte=on)
        cases = (
            (Standing.WITHIN, dated & begun & open_),
            (Standing.LATER, dated & Q(start_on__gt=on)),
            (Standing.PAST, dated),
        )
        whens = [
            When(pk__in=self._rows("Deadline", rows).values("article"), then=Value(value)) for value, rows in cases
        ]
        return self.annotate(standing=Case(*whens, default=Value(Standing.NONE), output_field=models.CharField()))

    def in_term(self, on: date):
        """Those that a day does not find past their stated terms or before them: within, or none stated."""
        return self.with_standing(on).filter(standing__in=[Standing.WITHIN, Standing.NONE])

    def with_validity(self):
        """Each with its validity as ``validity_stated``: its own, else what is said of its document as a whole."""
        return self.annotate(validity_stated=of_articles())

    def by_relevance(self, *phrases: Phrase, own: Iterable[models.QuerySet] = ()):
        """First what names the thing itself (``own``), then by words found, by how often, the shorter text first."""
        rows = list(own)
        named = [Case(When(pk__in=each, then=Value(1)), default=Value(0)) for each in rows]
        words = list(dict.fromkeys(forms for phrase in phrases for forms in phrase.words))
        found = [Case(When(_in_one_of(forms), then=Value(1)), default=Value(0)) for forms in words]
        times = [_times(form) for forms in words for form in forms]
        keys = [sum(terms, Value(0)) for terms in (named, found, times) if terms]
        return self.order_by(*(key.desc() for key in keys), *([Length("search")] if words else []), *self.ORDER)

    def by_benefit(self):
        """The largest benefit in yuan first; those without one last."""
        rows = self._rows("Amount", is_live() & Q(role="benefit", unit="CNY", article=OuterRef("pk")))
        largest = Subquery(rows.order_by(F("high").desc(nulls_last=True)).values("high")[:1])
        return self.alias(benefit=largest).order_by(F("benefit").desc(nulls_last=True), *self.ORDER)

    def by_end(self, on: date):
        """What ends soonest from a day on first, then what ended last, those without an end last."""
        ends = is_live() & Q(role__in=["term", "due"], article=OuterRef("pk"))
        coming = self._rows("Deadline", ends & Q(end_on__gte=on)).order_by("end_on").values("end_on")[:1]
        gone = self._rows("Deadline", ends & Q(end_on__lt=on)).order_by("-end_on").values("end_on")[:1]
        keys = (F("coming").asc(nulls_last=True), F("gone").desc(nulls_last=True))
        return self.alias(coming=Subquery(coming), gone=Subquery(gone)).order_by(*keys, *self.ORDER)

    def _phrase(self, asked: str | Phrase, exact: bool) -> Phrase:
        if isinstance(asked, str):
            from policies.vocabulary.synonyms import same

            asked = Phrase.read(asked, None if exact else same())
        return asked.exact if exact else asked

    def _having(self, model: str, condition: Q):
        return self.filter(pk__in=self._rows(model, condition).values("article"))

    def _rows(self, model: str, condition: Q):
        rows = self.model._meta.apps.get_model("policies", model).objects
        return rows.filter(condition, article__isnull=False).order_by()


def _in_one_of(forms: Iterable[str]) -> Q:
    return reduce(or_, (Q(search__contains=form) for form in forms))


def _holding(phrase: Phrase) -> Q:
    return reduce(and_, (_in_one_of(forms) for forms in phrase.words))


def _times(form: str) -> Func:
    """How often a word stands in a text, counted alike on every engine: by the length that goes with it."""
    without = Length(Replace("search", Value(form), Value("")))
    return models.ExpressionWrapper((Length("search") - without) / Value(len(form)), IntegerField())
