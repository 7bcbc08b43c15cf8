"""Older versions of a document, each at its own address."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from policies.models import Document
from portal.website.pages.version import VersionPage


def version(request: HttpRequest, slug: str, day: str, path: str = "") -> HttpResponse:
    """An old version, or one of its articles; the day of the present one leads to that."""
    rows = Document.objects.old_versions().select_related("version_of").without_heavy_columns()
    found = rows.filter(slug=f"{slug}@{day}").first()
    if found is None:
        current = get_object_or_404(Document.objects.public().as_of(_day(day)), slug=slug)
        return redirect("article", slug, path) if path else redirect(current)
    if path:
        get_object_or_404(found.articles.present(), path=path)
    return render(
        request, "website/version.html", {"version": found, "page": VersionPage(found, found.version_of, path)}
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404(text) from None
