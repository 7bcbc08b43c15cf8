"""About the data: what is declared and found, and every doubt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.quality import FACT_KINDS, Audit


def about_data(request: HttpRequest) -> HttpResponse:
    return render(request, "website/about_data.html", {"audit": Audit(), "kinds": FACT_KINDS})
