"""Sectors: the list, and what concerns one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from policies import shelf
from policies.cards import cards
from policies.kinds import BY_NAME
from policies.models import Article, Term


def sectors(request: HttpRequest) -> HttpResponse:
    listed = Term.objects.of(Term.Scheme.SECTOR).busiest_first()
    return render(request, "policies/sectors.html", {"sectors": listed})


def sector(request: HttpRequest, name: str) -> HttpResponse:
    found = get_object_or_404(Term.objects.of(Term.Scheme.SECTOR), name=name)
    picks = {"sector": BY_NAME["sector"].read([found.name])}
    articles = shelf.articles(Article.objects.in_sector(found).in_order().values_list("pk", flat=True))
    return render(request, "policies/sector.html", {"sector": found, "cards": cards(articles, picks)})
