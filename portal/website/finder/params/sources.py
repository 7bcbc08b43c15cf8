"""The rows by which parameters know an article. Parameters of one source are asked of the same row."""

from datetime import date

from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.db.models.functions import Cast, TruncMonth
from django.utils import timezone

from policies.models import Amount, Article, Deadline, Measure, Responsibility, Term, TermUse
from policies.text.normalize import Phrase
from portal.website.finder.params.base import RowSource, Selection, Selections

# The month in which something ends; what is only referred to (截至2021年底) ends nothing.
# PostgreSQL truncates a date to a time.
END_MONTH = Case(When(~Q(role=Deadline.Role.REFERENCE), then=Cast(TruncMonth("end_on"), DateField())))
# The sum of a benefit in yuan, of any other amount none.
BENEFIT = Case(When(role=Amount.Role.BENEFIT, unit=Amount.Unit.CNY, then=F("high")))


def day(selections: Selections) -> date:
    """Return the day that terms are held against."""
    asked = selections["on"].choices if "on" in selections else ()
    return asked[0].match if asked else timezone.localdate()


PARTS = RowSource(lambda key: Responsibility.objects.public().of_articles())
MEASURES = RowSource(lambda key: Measure.objects.public(), measure="pk")
AMOUNTS = RowSource(lambda key: Amount.objects.public().of_articles().annotate(benefit=BENEFIT), measure="measure")
TIMES = RowSource(lambda key: Deadline.objects.public().of_articles().annotate(end_month=END_MONTH), measure="measure")
TEXTS = RowSource(lambda key: Article.objects.public().order_by(), article="pk")
STANDINGS = RowSource(
    lambda on: Article.objects.public().order_by().with_standing(on), article="pk", cache_key=lambda asked: day(asked)
)
VALIDITIES = RowSource(lambda key: Article.objects.public().order_by().with_validity(), article="pk")

# A trade or a place that is asked for has what is for all trades or places, too, unless one wants only what names it.
WIDENED = (Term.Scheme.SECTOR, Term.Scheme.PLACE)


def uses(*schemes: str) -> QuerySet:
    """Return the uses of terms in articles."""
    return TermUse.objects.public().of_articles().filter(term__scheme__in=schemes)


def is_widened(name: str, selections: Selections) -> bool:
    """Whether a parameter is asked for with what is for all."""
    return name in WIDENED and "only" not in selections


def _scheme(scheme: str) -> RowSource:
    def for_all(selections: Selections) -> Q | None:
        if not is_widened(scheme, selections):
            return None
        unnamed = ~Q(pk__in=uses(scheme).values("article"))
        wider = {pk for choice in selections[scheme].choices for pk in choice.wider}
        return unnamed | Q(pk__in=uses(scheme).filter(term__in=wider).values("article")) if wider else unnamed

    return RowSource(lambda key: uses(scheme), measure="measure", implicit_matches=for_all)


TERMS = {scheme.value: _scheme(scheme.value) for scheme in Term.Scheme}


def phrases_of(selections: Selections) -> list[Phrase]:
    """Return what is searched for, in other words for the same, too, unless it is asked for exactly."""
    phrases = selections["q"].matches if "q" in selections else []
    return [phrase.exact for phrase in phrases] if "exact" in selections else phrases


def search(articles: QuerySet, selection: Selection, selections: Selections) -> QuerySet:
    """Return those that hold one of the phrases, each with all its words."""
    return articles.search(*phrases_of(selections))


def at_least(amounts: QuerySet, selection: Selection, selections: Selections) -> QuerySet:
    """Return benefits in yuan that reach a sum."""
    return amounts.benefits_of(selection.choices[0].match)
