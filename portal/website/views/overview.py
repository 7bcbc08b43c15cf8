"""The overview: every figure leads to its list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.website.pages.overview import Overview


def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "website/overview.html", {"overview": Overview()})
