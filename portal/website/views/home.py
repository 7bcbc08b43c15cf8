"""The first page: what can be asked, and what the base holds."""

from django.db.models import Count, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.models import (
    Amount,
    Article,
    Benefit,
    Citation,
    Deadline,
    Document,
    Measure,
    Responsibility,
    Target,
    Term,
    TermUse,
    Unit,
)

FACTS = (Measure, Responsibility, Benefit, Amount, Deadline, Target, TermUse, Citation)
BUSIEST, LISTED = 12, 12


def home(request: HttpRequest) -> HttpResponse:
    listed = Document.objects.public().listed().with_counts().without_heavy_columns()
    documents = listed.filter(is_notice=False)
    by_kind = Article.objects.public().order_by().values_list("document__is_notice")
    found = dict(by_kind.annotate(count=Count("pk")))
    context = {
        "units": Unit.objects.busiest_first().filter(articles__gt=0)[:BUSIEST],
        "sectors": Term.objects.in_use().of(Term.Scheme.SECTOR).busiest_first().filter(articles__gt=0),
        "documents": documents[:LISTED],
        "count": documents.count(),
        "articles": found.get(False, 0),
        "of_notices": found.get(True, 0),
        "facts": facts(),
    }
    return render(request, "website/home.html", context)


def facts() -> list[tuple[str, int]]:
    """Return how many facts of each kind the base holds, in one query."""
    counts = [
        model.objects.public().order_by().values(name=Value(model._meta.verbose_name)).annotate(count=Count("pk"))
        for model in FACTS
    ]
    rows = {row["name"]: row["count"] for row in counts[0].union(*counts[1:], all=True)}
    return [(model._meta.verbose_name, rows.get(model._meta.verbose_name, 0)) for model in FACTS]
