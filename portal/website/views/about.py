"""About the data: what is declared and found, and every doubt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.quality import KINDS, Audit


def about_data(request: HttpRequest) -> HttpResponse:
    return render(request, "website/about_data.html", {"audit": Audit(), "kinds": KINDS})
