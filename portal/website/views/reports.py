"""A reader reports that something is wrong: no login, nothing kept of who it was."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from policies.models import Article, Report
from policies.presentation import annotations
from portal.website.forms import FactReportForm
from portal.website.pages.article import ArticlePage
from portal.website.throttle import is_too_often

# From everybody in an hour: a flood is not worth an editor's day.
FLOOD = 300


def report(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.public().for_page(), document__slug=slug, path=path)
    page = ArticlePage.of(article)
    asked = request.GET.get("fact", "")
    fact = page.at(asked)
    form = FactReportForm(
        request.POST if request.method == "POST" else None,
        instance=Report(article=article, place=str(article)),
        facts=page.by_anchor,
        choices=page.choices,
        initial={"fact": annotations.anchor(fact) if fact else ""},
    )
    busy = request.method == "POST" and is_busy(request)
    if request.method == "POST" and not busy and form.is_valid():
        if not form.is_robot:
            form.save()
        return redirect("report_thanks", slug, path)
    context = {
        "article": article,
        "form": form,
        "fact": fact,
        "unknown": bool(asked) and fact is None,
        "busy": busy,
    }
    return render(request, "website/report.html", context, status=429 if busy else 200)


def is_busy(request: HttpRequest) -> bool:
    """Whether too much was sent in the last hour, by this sender or by all."""
    recent = Report.objects.filter(sent_at__gt=timezone.now() - timedelta(hours=1))
    return is_too_often(request, "report") or recent.count() >= FLOOD


def report_thanks(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    articles = Article.objects.public().without_heavy_columns()
    found = get_object_or_404(articles, document__slug=slug, path=path)
    return render(request, "website/report_thanks.html", {"article": found})
