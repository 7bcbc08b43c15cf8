"""Articles: the list with its filter, and the permalink of one."""

from functools import cache

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django_htmx.http import push_url

from policies.models import Article
from portal.website.finder.facets import Facet, FacetValue, facets, hints, orders, sentence, ways_out
from portal.website.finder.filterset import ArticleFilter
from portal.website.finder.listing import Listing
from portal.website.finder.params import BY_NAME
from portal.website.pages.answer import answer
from portal.website.pages.article import ArticlePage
from portal.website.pages.parts import article_cache
from portal.website.pages.parts.article_card import cards
from portal.website.pages.parts.pagination import elided_numbers, page_of
from portal.website.pages.tasks import COLUMNS, MAX_ARTICLES, task_table, tasks_in
from portal.website.query_params import reads
from portal.website.tables import as_file


@reads(*BY_NAME, "page")
def articles(request: HttpRequest) -> HttpResponse:
    filters = ArticleFilter(request.GET, _in_document_order())
    found = Listing(filters)
    page, missed = page_of(found, request.GET.get("page", ""))
    listed, beside = facets(filters), answer(filters, found, page.number)
    said = sentence(filters)
    context = {
        "filters": filters,
        "total": len(found),
        "words": filters.words,
        "words_message": filters.messages.get("q", ""),
        "sort_message": filters.messages.get("sort", ""),
        "address": filters.address(),
        "canonical": here(request, filters.address(sort=[]), page),
        "sentence": said,
        "asked_labels": [tag.label for part in said for tag in part.tags],
        "hints": hints(filters, of_words=not beside.is_instead),
        "facets": listed,
        "complaints": [] if beside.is_instead else complaints(filters, {facet.param.name for facet in listed}),
        "by_document": by_document(filters, listed) if found else [],
        "orders": orders(filters),
        "carried_pairs": filters.pairs("q", "exact"),
        "page": page,
        "missed": missed,
        "numbers": elided_numbers(page),
        "cards": cards(article_cache.articles(page), filters.selections),
        "answer": beside,
        "ways_out": [] if page.paginator.count else ways_out(filters),
    }
    response = render(request, "website/articles.html", context)
    return push_url(response, here(request, context["address"], page)) if request.htmx else response


def articles_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """Every sentence of the articles that a filter finds, in its order."""
    filters = ArticleFilter(request.GET, _in_document_order())
    found = list(filters.qs.values_list("pk", flat=True)[: MAX_ARTICLES + 1])
    cut = f"只列前 {MAX_ARTICLES} 条。" if len(found) > MAX_ARTICLES else ""
    conditions = "，".join(clause.text for clause in sentence(filters))
    page = f"{reverse('articles')}?{filters.address()}".rstrip("?")
    table = task_table("条文清单", tasks_in(found), COLUMNS, address=page, asked=conditions, note=cut)
    return as_file(table, file_format, request.build_absolute_uri("/")[:-1])


@cache
def _in_document_order() -> QuerySet:
    """Return the query for all articles, which a filter narrows down; most pages come from the index, and never ask."""
    return Article.objects.public().in_document_order()


def here(request: HttpRequest, address: str, page: Page) -> str:
    """The one address of what is shown, for the browser's bar when the page is changed in place."""
    parts = [address, f"page={page.number}" if page.number > 1 else ""]
    query = "&".join(filter(None, parts))
    return f"{request.path}?{query}" if query else request.path


def by_document(filters: ArticleFilter, listed: list[Facet]) -> list[FacetValue]:
    """Return, of a search, the documents that say something to it, each with its count and the address of its list."""
    documents = [facet.values for facet in listed if facet.param.name == "document" and "q" in filters.selections]
    return [value for values in documents for value in values if value.count]


def complaints(filters: ArticleFilter, listed: set[str]) -> list[tuple[str, str]]:
    """Return what could not be read, each message with the id of its field."""
    places = {"q": "q", "sort": "orders"} | {name: f"field-{name}" for name in listed}
    return [(places.get(name, "said"), message) for name, message in filters.messages.items()]


def article(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    found = get_object_or_404(Article.objects.public().without_heavy_columns(), document__slug=slug, path=path)
    return render(request, "website/article.html", {"found": found, "page": ArticlePage(found)})
