"""The calendar: every date of the base, or of an office, by month, quarter and plan, what is due, and what recurs."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from django.core.paginator import Page
from django.urls import reverse
from django.utils.http import urlencode

from policies.models import Article, Deadline, Standing
from portal.website.finder.filterset import filter_articles
from portal.website.finder.params import BY_NAME
from portal.website.finder.params.parsers import QUARTERS
from portal.website.query_params import read_day, read_one

ROLES = {role.value: role.label for role in Deadline.Role if role != Deadline.Role.REFERENCE}
# How often, by the longest time that the words name: 按季（月） is quarterly, 每年10月份 yearly.
OFTEN = (("半年", "每半年"), ("年", "每年"), ("季", "每季度"), ("月", "每月"), ("旬", "每旬"), ("日", "每日"))
RHYTHM = ("每日", "每旬", "每月", "每季度", "每半年", "每年", "其他周期")
# How long a matter takes at most, in days.
LENGTH_GROUPS = ((1, "一天以内"), (7, "一周以内"), (31, "一个月以内"), (10_000, "一个月以上"))
# What is due: tasks whose day has passed, and whatever ends within so many days.
OVERDUE, SOON = "overdue", "soon"
SOON_DAYS = 30
# Of a group so many dates are seen at once where several groups are listed, and there are more than one reads.
SHOWN_OF_GROUP, SHOWN_AT_ONCE = 3, 30
# The parts of the page: the name of their groups, their heading, a note.
SECTIONS = (
    ("coming", "未到", ""),
    ("plans", "规划期", ""),
    ("recurring", "周期", "按月、按季、按年要做的事。"),
    ("handling", "办理时限", "办一件事最多多久。"),
    ("lasting", "时长", ""),
    ("past", "已过", ""),
)
_DAYS = {"H": 1 / 24, "D": 1, "W": 7, "M": 30, "Y": 365}
_PLAN = re.compile('[“"](.{1,2}五)[”"]')


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A date in the calendar, and the groups that hold it, the smallest first."""

    time: Deadline
    groups: tuple[str, ...]
    state: str
    is_past: bool = False

    @property
    def group(self) -> str:
        """The group under which it is listed."""
        return self.groups[0]


@dataclass(frozen=True, slots=True)
class CalendarGroup:
    """Dates that belong together, and the address that lists them alone."""

    key: str
    label: str
    address: str
    entries: Sequence[CalendarEntry]
    count: int
    articles: "ArticleList | None" = None
    is_folded: bool = False

    @property
    def first(self) -> Sequence[CalendarEntry]:
        """Return the dates that are seen at once."""
        return self.entries[:SHOWN_OF_GROUP] if self.is_folded else self.entries

    @property
    def rest(self) -> Sequence[CalendarEntry]:
        """The others."""
        return self.entries[SHOWN_OF_GROUP:] if self.is_folded else ()


class CalendarSection(NamedTuple):
    """A part of the calendar: the id of its heading, its heading, a note on it, its groups."""

    key: str
    title: str
    note: str
    groups: Sequence[CalendarGroup]


class ArticleList(NamedTuple):
    """A list of articles: its address and its length."""

    address: str
    count: int


def calendar_entry(time: Deadline, on: date) -> CalendarEntry | None:
    """Return a date with its groups: a plan, a month, a rhythm, a length; None for lengths that are no deadline."""
    if time.kind == Deadline.Kind.RECURRING:
        return CalendarEntry(time, (rhythm(time.quote), "recurring"), "周期")
    if time.role == Deadline.Role.REFERENCE:
        return None
    if time.kind == Deadline.Kind.DURATION:
        handling = time.role == Deadline.Role.HANDLING
        return CalendarEntry(time, (length_group(time.duration), "handling") if handling else ("lasting",), "时长")
    if time.end_on is None:
        return None
    plan = _PLAN.search(time.quote)
    groups = (plan[1], "plan") if plan else _periods_of(time.end_on.isoformat()[:7])
    past = time.standing_on(on) == Standing.PAST
    return CalendarEntry(time, (*groups, *_due(time, on, past=past)), state(time, on), past)


def _due(time: Deadline, on: date, *, past: bool) -> tuple[str, ...]:
    """Return what is due of a dated time: a policy that has ended is over, a task that has is overdue."""
    if past:
        return (OVERDUE,) if time.role == Deadline.Role.DUE else ()
    return (SOON,) if time.end_on <= on + timedelta(days=SOON_DAYS) else ()


def state(time: Deadline, on: date) -> str:
    """Return how a dated time stands on a day: past, not begun, or so many days to go."""
    standing = time.standing_on(on)
    if standing == Standing.PAST:
        return "已过"
    if standing == Standing.LATER:
        return f"{(time.start_on - on).days} 天后开始"
    return f"还有 {(time.end_on - on).days} 天" if time.end_on > on else "当天到期"


def rhythm(words: str) -> str:
    """Return how often: rhythm("逐季") == "每季度"."""
    return next((label for sign, label in OFTEN if sign in words), RHYTHM[-1])


def length_group(duration: str) -> str:
    """About how long: length_group("PT72H") == "一周以内"."""
    found = re.fullmatch(r"PT?([\d.]+)([HDWMY])", duration)
    days = float(found[1]) * _DAYS[found[2]] if found else LENGTH_GROUPS[-1][0]
    return next((label for most, label in LENGTH_GROUPS if days <= most), LENGTH_GROUPS[-1][1])


def label_of(key: str) -> str:
    """label_of("2022-Q2") == "2022年二季度"; label_of("2022-06") == "2022年6月（二季度）"."""
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", key):
        return f"{found[1]}年{QUARTERS[int(found[2]) - 1]}"
    if found := re.fullmatch(r"(\d{4})-(\d\d)", key):
        return f"{found[1]}年{int(found[2])}月（{QUARTERS[(int(found[2]) - 1) // 3]}）"
    if re.fullmatch(r"\d{4}", key):
        return f"{key}年"
    names = {"plan": "规划期", "recurring": "周期", "handling": "办理时限", "lasting": "只写了多久、没写从哪天起"}
    names |= {OVERDUE: "已过时限的任务", SOON: f"{SOON_DAYS} 天内到期"}
    return names.get(key, f"“{key}”时期" if key.endswith("五") else key)


class Calendar:
    """All that the calendar shows on a day, or of one of its groups and roles."""

    def __init__(self, params, today: date):
        self.on = read_day(params.getlist("on"))
        self.day = self.on.value or today
        self.role = read_one(params.getlist("role"), lambda word: word if word in ROLES else None, "没有“{}”这种时限。")
        self.when = read_one(params.getlist("when"), self._known, "日历里没有“{}”这一组。")
        self.unit = BY_NAME["unit"].read(params.getlist("unit"))
        self.roles = ROLES

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The fields that could not be read, with a message each."""
        fields = (("on", self.on), ("role", self.role), ("when", self.when), ("unit", self.unit))
        return [(name, asked.message) for name, asked in fields if asked.message]

    @cached_property
    def everything(self) -> list[CalendarEntry]:
        """Every date of every office, earliest end first."""
        rows = (
            Deadline.objects.public()
            .without_heavy_columns()
            .select_related("passage__document")
            .defer("passage__document__validity_evidence")
            .order_by("article__document__position", "passage__document__position", "article__ordinal", "start", "id")
        )
        found = [calendar_entry(time, self.day) for time in rows]
        return sorted(filter(None, found), key=lambda each: each.time.end_on or date.max)

    @cached_property
    def of_units(self) -> list[CalendarEntry]:
        """Return the entries of articles in which the offices asked for have a part, as the finder says; else all."""
        if not self.unit.keys:
            return self.everything
        asked = filter_articles(Article.objects.public().order_by(), {"unit": self.unit})
        articles = set(asked.values_list("pk", flat=True))
        return [each for each in self.everything if each.time.article_id in articles]

    @cached_property
    def entries(self) -> list[CalendarEntry]:
        """Return the entries that are asked for; none where something could not be read."""
        if self.errors:
            return []
        return [each for each in self._of_role if not self.when.value or self.when.value in each.groups]

    @property
    def _of_role(self) -> list[CalendarEntry]:
        return [each for each in self.of_units if self.role.value in (None, each.time.role)]

    def _known(self, word: str) -> str | None:
        return word if word in (OVERDUE, SOON) or any(word in each.groups for each in self.everything) else None

    @property
    def label(self) -> str:
        """Return what the one group asked for is called."""
        return label_of(self.when.value) if self.when.value else ""

    @property
    def units(self) -> str:
        """The offices asked for, in words."""
        return "、".join(choice.label for choice in self.unit.choices)

    @property
    def asked(self) -> str:
        """The offices and the group asked for, in words."""
        return "，".join(filter(None, (self.units, self.label)))

    @property
    def query(self) -> str:
        """The query string of what is asked for, with its question mark; '' for all of today."""
        return self.address().partition("calendar/")[2]

    def address(self, **changes: str) -> str:
        """The calendar's address with some of its questions changed."""
        return _address(
            "calendar", self.unit.keys, {"on": self.on.word, "role": self.role.word, "when": self.when.word} | changes
        )

    @property
    def due(self) -> list[tuple[str, str, int]]:
        """Return what is due: overdue, soon, in this quarter: label, address and length of the list of its dates."""
        keys = (OVERDUE, SOON, _periods_of(f"{self.day:%Y-%m}")[1])
        counts = [sum(key in each.groups for each in self._of_role) for key in keys]
        return [(label_of(key), self.address(when=key), count) for key, count in zip(keys, counts, strict=True)]

    @property
    def all(self) -> str:
        """The address without the one group asked for."""
        return self.address(when="")

    @property
    def lists(self) -> list[tuple[str, str, int]]:
        """The lists of articles that have a time of each role, or one that recurs: label, address, length."""
        times = [each.time for each in self.of_units if each.time.article_id]
        kinds = [
            ("date_role", role, label, [time for time in times if time.role == role]) for role, label in ROLES.items()
        ]
        recurring = Deadline.Kind.RECURRING
        kinds.append(("date", recurring.value, recurring.label, [time for time in times if time.kind == recurring]))
        return [
            (label, _address("articles", self.unit.keys, {name: value}), len({time.article_id for time in found}))
            for name, value, label, found in kinds
        ]

    def _groups(
        self, entries: Iterable[CalendarEntry], order: Callable[[str], object] | None = None
    ) -> list[CalendarGroup]:
        found: dict[str, list[CalendarEntry]] = {}
        for each in entries:
            found.setdefault(each.group, []).append(each)
        keys = sorted(found, key=order) if order else found
        fold = not self.when.value and len(self.entries) > SHOWN_AT_ONCE
        return [
            CalendarGroup(key, label_of(key), self.address(when=key), each, len(each), self._list_of(key), fold)
            for key, each in ((key, found[key]) for key in keys)
        ]

    def _dated(self, *, past: bool) -> list[CalendarEntry]:
        return [each for each in self.entries if each.groups[1:2] and each.time.end_on and each.is_past == past]

    @property
    def coming(self) -> list[CalendarGroup]:
        """Return what is still to come, the next first; plans stand apart."""
        return self._groups(each for each in self._dated(past=False) if "plan" not in each.groups)

    @property
    def past(self) -> list[CalendarGroup]:
        """Return what is over, the last first."""
        over = [each for each in self._dated(past=True) if "plan" not in each.groups]
        return self._groups(over, lambda key: [-int(part) for part in key.split("-")])

    @property
    def plans(self) -> list[CalendarGroup]:
        """Return what a five-year plan sets."""
        return self._groups(each for each in self.entries if "plan" in each.groups)

    @property
    def recurring(self) -> list[CalendarGroup]:
        """Return what recurs, the most frequent first."""
        return self._groups((each for each in self.entries if "recurring" in each.groups), RHYTHM.index)

    @property
    def handling(self) -> list[CalendarGroup]:
        """Return how long offices may take, the shortest first."""
        labels = [label for _, label in LENGTH_GROUPS]
        return self._groups((each for each in self.entries if "handling" in each.groups), labels.index)

    @property
    def lasting(self) -> list[CalendarGroup]:
        """Policies that hold for a length of time without a first day."""
        return self._groups(each for each in self.entries if "lasting" in each.groups)

    @cached_property
    def sections(self) -> list[CalendarSection]:
        """All parts, those that hold nothing left out."""
        found = [CalendarSection(key, title, note, getattr(self, key)) for key, title, note in SECTIONS]
        return [section for section in found if section.groups]

    @cached_property
    def in_order(self) -> list[CalendarEntry]:
        """Every date as often as it is listed, in the order of the sections."""
        return [entry for section in self.sections for group in section.groups for entry in group.entries]

    def sections_of(self, page: Page) -> list[CalendarSection]:
        """The sections as far as a page of :attr:`in_order` has their dates; groups keep the count of the whole."""
        found, at, (start, end) = [], 0, (page.start_index() - 1, page.end_index())
        for section in self.sections:
            groups = []
            for group in section.groups:
                entries = group.entries[max(0, start - at) : max(0, end - at)]
                groups += [replace(group, entries=entries)] if entries else []
                at += group.count
            found += [section._replace(groups=groups)] if groups else []
        return found

    @cached_property
    def months(self) -> dict[str, set[int]]:
        """The articles in which something ends, by month, as the finder has them (``ends``)."""
        found: dict[str, set[int]] = {}
        for time in (each.time for each in self._of_role):
            if time.end_on and time.article_id:
                found.setdefault(f"{time.end_on:%Y-%m}", set()).add(time.article_id)
        return found

    def articles(self, key: str) -> ArticleList:
        """The list of the articles in which something ends in a month, a quarter or a year."""
        address = _address("articles", self.unit.keys, {"date_role": self.role.value or "", "ends": key})
        within = [found for month, found in self.months.items() if key in _periods_of(month)]
        return ArticleList(address, len(set().union(*within)))

    def _list_of(self, key: str) -> ArticleList | None:
        return self.articles(key) if key in self.months else None

    @property
    def years(self) -> list[tuple[str, ArticleList, list[ArticleList]]]:
        """Year by year, whatever group is asked for: its label, its list of articles, and those of its quarters."""
        years = sorted({month[:4] for month in self.months})
        return [(label_of(year), self.articles(year), self._quarters(year)) for year in years]

    def _quarters(self, year: str) -> list[ArticleList]:
        return [self.articles(f"{year}-Q{number}") for number in (1, 2, 3, 4)]


def _address(view: str, units: Sequence[str], asked: Mapping[str, str]) -> str:
    """Return a view's address with the offices, and what else is not empty."""
    query = urlencode({"unit": units} | {name: word for name, word in asked.items() if word}, doseq=True)
    return f"{reverse(view)}?{query}" if query else reverse(view)


def _periods_of(month: str) -> tuple[str, str, str]:
    """A month, its quarter and its year: _periods_of("2022-06") == ("2022-06", "2022-Q2", "2022")."""
    return month, f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}", month[:4]
