"""最近的变动: what people did at the desk lately, in words, the last first; what was done at once stands as one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from simple_history.models import HistoricalChanges

from policies.models import Act, Article
from portal.editing.history_text import Version, name_of, to_words, version

WITHIN = timedelta(days=7)
PAGE = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did: when, who, what, where it is told in full, and which fields it changed how."""

    at: datetime
    who: str
    what: str
    address: str
    version: Version | None = None

    @property
    def when(self) -> str:
        """The time, as people read it."""
        return to_words(self.at)


def recent(request: HttpRequest, context: dict) -> HttpResponse:
    """Return what was done within a week, page by page; ``until`` is the time from which the page looks back."""
    now = timezone.now()
    until = _time(request.GET.get("until", "")) or now
    found = sorted(
        [*_acts(now - WITHIN, until), *_versions(now - WITHIN, until)], key=lambda each: each[0], reverse=True
    )
    shown = [make for _, make in found[:PAGE]]
    more = urlencode({"until": found[PAGE - 1][0].isoformat()}) if len(found) > PAGE else ""
    entries = list(_entries(shown))
    return render(request, "admin/desk/recent.html", context | {"title": "最近的变动", "rows": entries, "more": more})


def _time(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def _acts(since: datetime, until: datetime) -> Iterator[tuple[datetime, Act]]:
    for act in (
        Act.objects.filter(done_at__gte=since, done_at__lt=until)
        .select_related("user")
        .without_heavy_columns()[: PAGE + 1]
    ):
        yield act.done_at, act


def _versions(since: datetime, until: datetime) -> Iterator[tuple[datetime, HistoricalChanges]]:
    """Versions that people made, but for those that are part of an act."""
    for model in admin.site._registry:
        if hasattr(model, "history"):
            rows = model.history.filter(history_date__gte=since, history_date__lt=until, act=None)
            mine = rows.exclude(history_user=None).select_related("history_user").order_by("-history_id")
            for row in mine[: PAGE + 1]:
                yield row.history_date, row


def _entries(found: list[Model]) -> Iterator[Entry]:
    past = _before([each for each in found if not isinstance(each, Act)])
    places = _places(found)
    for each in found:
        if isinstance(each, Act):
            yield Entry(each.done_at, name_of(each.user), str(each), reverse("admin:act", args=[each.pk]))
        else:
            shown = version(each, past.get((type(each), each.history_id)) or each)
            yield Entry(each.history_date, shown.who, _what(each, shown, places), _history(each), shown)


def _before(rows: list[HistoricalChanges]) -> dict[tuple[type, int], HistoricalChanges]:
    """The version before each, one query a kind."""
    by_kind: dict[type, list[HistoricalChanges]] = defaultdict(list)
    for row in rows:
        by_kind[type(row)].append(row)
    found: dict[tuple[type, int], HistoricalChanges] = {}
    for kind, mine in by_kind.items():
        last: dict[int, HistoricalChanges] = {}
        for each in kind.objects.filter(id__in={row.id for row in mine}).order_by("history_id"):
            if each.id in last:
                found[kind, each.history_id] = last[each.id]
            last[each.id] = each
    return found


def _places(found: list[Model]) -> dict[int, str]:
    """The articles that versions of facts and corrections are of, in words, by their numbers."""
    keys = {getattr(each, "article_id", None) for each in found} - {None}
    rows = Article.objects.filter(pk__in=keys).select_related("document", "section").without_heavy_columns()
    return {row.pk: str(row) for row in rows}


def _what(row: HistoricalChanges, shown: Version, places: Mapping[int, str]) -> str:
    name = getattr(row, "quote", "") or getattr(row, "name", "") or str(row.instance)
    place = places.get(getattr(row, "article_id", None) or 0, "")
    return f"{shown.kind}{row.instance_type._meta.verbose_name}“{name[:60]}”{f'（{place}）' if place else ''}"


def _history(row: HistoricalChanges) -> str:
    return reverse(f"admin:policies_{row.instance_type._meta.model_name}_history", args=[row.id])
