"""Sectors: the list, and what concerns one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from policies.models import Article, Term
from portal.website.finder.params import BY_NAME
from portal.website.pages.parts import article_cache
from portal.website.pages.parts.article_card import cards
from portal.website.pages.parts.pagination import paged
from portal.website.query_params import reads

CARDS = 20


def sectors(request: HttpRequest) -> HttpResponse:
    listed = Term.objects.in_use().of(Term.Scheme.SECTOR).busiest_first()
    return render(request, "website/sectors.html", {"sectors": listed})


@reads("page")
def sector(request: HttpRequest, name: str) -> HttpResponse:
    found = get_object_or_404(Term.objects.in_use().of(Term.Scheme.SECTOR).at(name))
    if found.address != name:
        return redirect(found)
    selections = {"sector": BY_NAME["sector"].read([found.name])}
    listed = Article.objects.public().with_terms(found).in_document_order()
    context = paged(request, listed.values_list("pk", flat=True), CARDS)
    articles = article_cache.articles(context["page"])
    return render(request, "website/sector.html", {"sector": found, "cards": cards(articles, selections)} | context)
