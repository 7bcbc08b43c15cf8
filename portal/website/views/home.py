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
from policies.revision_cache import cached_per_revision

# What is counted, in a visitor's words: 举措 and 惠企举措 beside each other say nothing to who is new here.
FACTS = {
    Benefit: "惠企举措",
    Amount: "金额",
    Deadline: "时限",
    Target: "要达到的数",
    Responsibility: "单位分工",
    Measure: "逐句读的句子",
    TermUse: "行业等标签",
    Citation: "提到的文件",
}
BUSIEST, LISTED = 12, 12


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "website/home.html", shown())


@cached_per_revision
def shown() -> dict[str, object]:
    """Return what the first page shows; of a large base all is counted for it."""
    listed = Document.objects.public().listed().with_counts().without_heavy_columns()
    documents = listed.filter(is_notice=False)
    by_kind = Article.objects.public().order_by().values_list("document__is_notice")
    found = dict(by_kind.annotate(count=Count("pk")))
    return {
        "units": list(Unit.objects.busiest_first().filter(articles__gt=0)[:BUSIEST]),
        "sectors": list(Term.objects.in_use().of(Term.Scheme.SECTOR).busiest_first().filter(articles__gt=0)),
        "documents": list(documents[:LISTED]),
        "count": documents.count(),
        "articles": found.get(False, 0),
        "of_notices": found.get(True, 0),
        "facts": facts(),
    }


def facts() -> list[tuple[str, int]]:
    """Return how many facts of each kind the base holds, in one query."""
    first, *others = (
        model.objects.public().order_by().values(name=Value(label)).annotate(count=Count("pk"))
        for model, label in FACTS.items()
    )
    rows = {row["name"]: row["count"] for row in first.union(*others, all=True)}
    return [(label, rows.get(label, 0)) for label in FACTS.values()]
