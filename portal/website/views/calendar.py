"""The calendar: what ends when, what recurs, how long it takes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.website.finder.params.parsers import QUARTERS
from portal.website.pages.calendar import Calendar
from portal.website.pages.parts.pagination import paged
from portal.website.pages.tasks import COLUMNS, task_table, tasks_in
from portal.website.query_params import reads
from portal.website.tables import as_file

DATES = 200


@reads("unit", "on", "role", "when", "page")
def calendar(request: HttpRequest) -> HttpResponse:
    found = Calendar(request.GET, timezone.localdate())
    dates = paged(request, found.in_order, DATES, address=found.query.removeprefix("?"))
    context = {"calendar": found, "quarters": QUARTERS, "sections": found.sections_of(dates["page"])}
    return render(request, "website/calendar.html", context | dates)


def calendar_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """The sentences that hold the dates asked for, what ends first before the others."""
    found = Calendar(request.GET, timezone.localdate())
    sentences = {each.time.measure_id for each in found.entries}
    tasks = tasks_in([each.time.article_id for each in found.entries if each.time.article_id], sentences)
    table = task_table("时限清单", tasks, COLUMNS, address=found.address(), asked=found.asked)
    return as_file(table, file_format, request.build_absolute_uri("/")[:-1])
