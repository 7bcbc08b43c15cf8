"""About the data: what is declared and found, and every doubt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.quality import FACT_KINDS, Audit
from portal.website.pages.parts.pagination import paged
from portal.website.query_params import reads


@reads("page")
def about_data(request: HttpRequest) -> HttpResponse:
    audit = Audit()
    context = {"audit": audit, "kinds": FACT_KINDS} | paged(request, audit.documents())
    return render(request, "website/about_data.html", context)
