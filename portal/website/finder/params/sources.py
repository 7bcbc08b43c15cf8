"""The rows by which kinds know an article. Kinds of one evidence are asked of the same row."""

from datetime import date

from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.db.models.functions import Cast, TruncMonth
from django.utils import timezone

from policies.models import Amount, Article, Deadline, Measure, Responsibility, Term, TermUse
from policies.text.normalize import Phrase
from portal.website.finder.params.base import Evidence, Pick, Picks

# The month in which something ends; what is only referred to (截至2021年底) ends nothing.
# PostgreSQL truncates a date to a time.
END_MONTH = Case(When(~Q(role=Deadline.Role.REFERENCE), then=Cast(TruncMonth("end_on"), DateField())))
# The sum of a benefit in yuan, of any other amount none.
BENEFIT = Case(When(role=Amount.Role.BENEFIT, unit=Amount.Unit.CNY, then=F("high")))

PARTS = Evidence(lambda picks: Responsibility.objects.live().filter(article__vanished=False))
MEASURES = Evidence(lambda picks: Measure.objects.live().filter(article__vanished=False), measure="pk")
AMOUNTS = Evidence(
    lambda picks: Amount.objects.live().filter(article__vanished=False).annotate(benefit=BENEFIT), measure="measure"
)
TIMES = Evidence(
    lambda picks: Deadline.objects.live().filter(article__vanished=False).annotate(end_month=END_MONTH),
    measure="measure",
)
TEXTS = Evidence(lambda picks: Article.objects.order_by(), article="pk")
STANDINGS = Evidence(
    lambda picks: Article.objects.order_by().with_standing(day(picks)), article="pk", given=lambda picks: day(picks)
)
VALIDITIES = Evidence(lambda picks: Article.objects.order_by().with_validity(), article="pk")

# A trade or a place that is asked for has what is for all trades or places, too, unless one wants only what names it.
WIDENED = (Term.Scheme.SECTOR, Term.Scheme.PLACE)


def uses(*schemes: str) -> QuerySet:
    """The terms that articles use."""
    return TermUse.objects.live().filter(article__vanished=False, term__scheme__in=schemes)


def is_widened(name: str, picks: Picks) -> bool:
    """Whether a kind is asked for with what is for all."""
    return name in WIDENED and "only" not in picks


def _scheme(scheme: str) -> Evidence:
    def general(picks: Picks) -> Q | None:
        if not is_widened(scheme, picks):
            return None
        unnamed = ~Q(pk__in=uses(scheme).values("article"))
        wider = {pk for value in picks[scheme].values for pk in value.wider}
        return unnamed | Q(pk__in=uses(scheme).filter(term__in=wider).values("article")) if wider else unnamed

    return Evidence(lambda picks: uses(scheme), measure="measure", general=general)


TERMS = {scheme.value: _scheme(scheme.value) for scheme in Term.Scheme}


def day(picks: Picks) -> date:
    """The day that terms are held against."""
    return picks["on"].values[0].match if "on" in picks and picks["on"].values else timezone.localdate()


def asked_phrases(picks: Picks) -> list[Phrase]:
    """What is searched for, in other words for the same, too, unless it is asked for exactly."""
    phrases = picks["q"].matches if "q" in picks else []
    return [phrase.exact for phrase in phrases] if "exact" in picks else phrases


def search(articles: QuerySet, pick: Pick, picks: Picks) -> QuerySet:
    """Those that hold one of the phrases, each with all its words."""
    return articles.search(*asked_phrases(picks))


def at_least(amounts: QuerySet, pick: Pick, picks: Picks) -> QuerySet:
    """Benefits in yuan that reach a sum."""
    return amounts.benefits_of(pick.values[0].match)
