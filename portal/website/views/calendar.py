"""The calendar: what ends when, what recurs, how long it takes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.website.finder.params.parsers import QUARTERS
from portal.website.pages.calendar import Calendar
from portal.website.query_params import reads


@reads("on", "role", "when")
def calendar(request: HttpRequest) -> HttpResponse:
    found = Calendar(request.GET, timezone.localdate())
    return render(request, "website/calendar.html", {"calendar": found, "quarters": QUARTERS})
