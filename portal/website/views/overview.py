"""The overview: every figure leads to its list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.website.pages.overview import Overview
from portal.website.query_params import reads


@reads("units", "documents")
def overview(request: HttpRequest) -> HttpResponse:
    asked = Overview(request.GET.get("units", ""), request.GET.get("documents", ""))
    return render(request, "website/overview.html", {"overview": asked})
