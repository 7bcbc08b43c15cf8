"""The calendar: what ends when, what recurs, how long it takes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from policies.dates import Calendar
from policies.kinds.finders import QUARTERS


def calendar(request: HttpRequest) -> HttpResponse:
    found = Calendar(request.GET, timezone.localdate())
    return render(request, "policies/calendar.html", {"calendar": found, "quarters": QUARTERS})
