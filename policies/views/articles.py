"""Articles: the list with its filter, and the permalink of one."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from policies.cards import cards, with_facts
from policies.facets import facets, kept, sentence
from policies.filters import ArticleFilter
from policies.models import Article
from policies.reader import fully
from policies.reading import Reading

PAGE = 20


def articles(request: HttpRequest) -> HttpResponse:
    filters = ArticleFilter(request.GET, Article.objects.in_order())
    page, missed = page_of(with_facts(filters.qs), request.GET.get("page", ""))
    context = {
        "filters": filters,
        "address": filters.address(),
        "sentence": sentence(filters),
        "facets": facets(filters),
        "kept": kept(filters, "q"),
        "page": page,
        "missed": missed,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "cards": cards(page, filters.picks),
    }
    return render(request, "policies/articles.html", context)


def page_of(rows: QuerySet, number: str) -> tuple[Page, bool]:
    """The page asked for or the nearest there is, and whether it is another than the one asked for."""
    pages = Paginator(rows, PAGE)
    try:
        return pages.page(number or 1), False
    except PageNotAnInteger:
        return pages.page(1), True
    except EmptyPage:
        return pages.page(1 if number.strip().startswith("-") or not number.strip("0 ") else pages.num_pages), True


def article(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    found = get_object_or_404(fully(Article.objects.filter(document__slug=slug)), path=path)
    return render(request, "policies/article.html", {"article": found, "reading": Reading(found)})
