"""Units: the list, and what one has to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from policies.desk import Desk
from policies.models import Unit


def units(request: HttpRequest) -> HttpResponse:
    return render(request, "policies/units.html", {"units": Unit.objects.busiest_first().by_kind()})


def unit(request: HttpRequest, name: str) -> HttpResponse:
    """The page of a unit. Another of its names leads to it; a name of two units asks which one is meant."""
    found = list(Unit.objects.named(name).select_related("successor"))
    if not found:
        raise Http404(name)
    if len(found) > 1:
        return render(request, "policies/unit_which.html", {"name": name, "units": found})
    if found[0].name != name:
        return redirect(found[0], permanent=True)
    return render(request, "policies/unit.html", {"unit": found[0], "desk": Desk(found[0])})
