"""Task lists: a row for every sentence of an office's articles, of a filtered list, of a document, of a calendar."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import chain
from operator import attrgetter
from urllib.parse import quote

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils import timezone

from policies.models import Amount, Article, Deadline, Fact, Measure, Passage, Responsibility, Target, Unit
from policies.presentation import annotations
from policies.presentation.facts import fact_row
from portal.website.pages.parts.unit_queries import NAMED, by_role, parts_of, passages_of
from portal.website.tables import Column, Link, Table, Value

# More than anybody works through; a file of more says that it is cut.
MAX_ARTICLES = 1_000
# A browser looks for a sentence by its beginning, which ends where the print pauses: it looks for whole words only.
_BEGINNING = re.compile(r".{10,}?(?=[，、；：。！？（）“”\n]|$)|.+")
LEAD, RESPONSIBLE, SUPPORT = Responsibility.Role.labels


@dataclass(frozen=True, slots=True)
class Task:
    """A row: a sentence of an article, or the whole of one that has none, or a passage.

    In the list ``of`` an office ``part`` is its own.
    """

    text: str
    place: Article | Passage
    measure: Measure | None = None
    part: Responsibility | None = None
    of: Unit | None = None
    ordinal: int = 0

    @property
    def article(self) -> Article | None:
        """The article, where it is one."""
        return self.place if isinstance(self.place, Article) else None

    @property
    def item(self) -> str:
        """Return what the place is called: 第36条 with its heading, or 引言."""
        if self.article is None:
            return self.place.get_kind_display()
        titled = self.article.heading or self.article.number is None
        return " ".join(filter(None, (self.article.name, self.article.title if titled else "")))

    @property
    def section(self) -> str:
        """The titles of the sections above it, the outermost first."""
        section = self.place.section if self.article else None
        return " › ".join(each.text for each in (section and section.parent, section) if each)

    @property
    def path(self) -> Link:
        """The address of the sentence: its article's, and the words that a browser goes to."""
        if self.article is None:
            return Link(self.place.document.get_absolute_url())
        if self.measure is None:
            return Link(self.article.get_absolute_url())
        beginning = quote(_BEGINNING.match(self.measure.quote.strip()).group(), safe="").replace("-", "%2D")
        return Link(f"{self.article.get_absolute_url()}#:~:text={beginning}")

    @property
    def basis(self) -> str:
        """Return on what the office's part rests, and by way of whom."""
        if self.part is None:
            return ""
        by = self.part.via or (self.part.unit if self.part.unit != self.of else None)
        return self.part.get_basis_display() + (f"（{by}）" if by else "")

    def units(self, role: str) -> str:
        """The offices with a part of one name (牵头, 责任, 配合, 正文点名), but for the one whose list it is."""
        if self.article is None:
            return ""
        own = self.part.unit_id if self.part else None
        others = [each for each in self.article.responsibility_set.all() if each.unit_id != own]
        return "、".join(each.unit.name for each in dict(by_role(others)).get(role, ()))

    def facts(self, kind: str, /, **wanted: str) -> list[Fact]:
        """The figures of the sentence of one kind: facts("amount", role="benefit")."""
        if self.article is None:
            return []
        found = getattr(self.article, f"{kind}_set").all()
        within = [fact for fact in found if self.measure is None or fact.measure_id == self.measure.pk]
        return [fact for fact in within if all(getattr(fact, name) == value for name, value in wanted.items())]


Facts = Callable[[Task], Sequence[Fact]]


def words(facts: Facts, task: Task) -> str:
    """Return figures as they are printed, each beside its print where a correction changed it."""
    rows = [fact_row(fact) for fact in facts(task)]
    return "；".join(f"{each.text}（印作 {each.printed}）" if each.printed else each.text for each in rows)


def _only(facts: Facts, task: Task) -> Fact | None:
    """Return the one figure of a sentence: where there are several, or a range, a single number would be a guess."""
    found = facts(task)
    return found[0] if len(found) == 1 and _number(found[0]) is not None else None


def _number(fact: Fact) -> float | None:
    low, high = (fact.value, fact.value_max or fact.value) if isinstance(fact, Target) else (fact.low, fact.high)
    return low if low == high else None


def number(facts: Facts, task: Task) -> float | None:
    """Return the one number of a sentence, in its base unit."""
    only = _only(facts, task)
    return _number(only) if only else None


def unit_of(facts: Facts, task: Task) -> str:
    """Return what that number counts: 元, %, 个."""
    only = _only(facts, task)
    if only is None:
        return ""
    return only.unit if isinstance(only, Target) else only.get_unit_display()


def days(facts: Facts, name: str, choose: Callable[..., date | None], task: Task) -> date | None:
    """Return a day of the times of a sentence: the first of their beginnings, the last of their ends."""
    return choose(filter(None, map(attrgetter(name), facts(task))), default=None)


def _amounts(role: str) -> Facts:
    return lambda task: task.facts("amount", role=role)


def _times(**wanted: str) -> Facts:
    return lambda task: task.facts("deadline", **wanted)


def _targets(task: Task) -> list[Fact]:
    return sorted(chain(_amounts(Amount.Role.TARGET)(task), task.facts("target")), key=lambda fact: fact.start)


def _figures(label: str, facts: Facts, *, on_page: bool = True) -> tuple[Column[Task], ...]:
    return (
        Column(label, partial(words, facts), 20, on_page),
        Column(f"{label}数值", partial(number, facts), 12, on_page=False),
        Column(f"{label}单位", partial(unit_of, facts), 8, on_page=False),
    )


_term, _due = _times(role=Deadline.Role.TERM), _times(role=Deadline.Role.DUE)
_ORDINAL: Column[Task] = Column("序号", lambda task: task.ordinal, 6)
_PLACE: tuple[Column[Task], ...] = (
    Column("文件", lambda task: task.place.document.name, 18),
    Column("文件标题", lambda task: task.place.document.title, 30, on_page=False),
    Column("章节", lambda task: task.section, 24, on_page=False),
    Column("条款", lambda task: task.item, 22),
    Column("任务", lambda task: task.text, 60),
    Column("力度", lambda task: task.measure.get_force_display() if task.measure else "", 7),
)
_OWN_PART: tuple[Column[Task], ...] = (
    Column("角色", lambda task: task.part.part if task.part else "", 9),
    Column("依据", lambda task: task.basis, 16),
)
_FIGURES: tuple[Column[Task], ...] = (
    *_figures("优惠", _amounts(Amount.Role.BENEFIT)),
    *_figures("门槛", _amounts(Amount.Role.CONDITION)),
    *_figures("目标", _targets),
    *_figures("资金规模", _amounts(Amount.Role.FUNDING), on_page=False),
    Column("其他数字", partial(words, _amounts(Amount.Role.UNKNOWN)), 14, on_page=False),
    Column("任务时限", partial(words, _due), 16),
    Column("任务截止日期", partial(days, _due, "end_on", min), 13, on_page=False),
    Column("政策期限", partial(words, _term), 16, on_page=False),
    Column("期限起", partial(days, _term, "start_on", min), 13, on_page=False),
    Column("期限止", partial(days, _term, "end_on", max), 13, on_page=False),
    Column(
        "期限状态",
        lambda task: task.article.standing_on(timezone.localdate()).label if task.article else "",
        11,
        on_page=False,
    ),
    Column("办理时限", partial(words, _times(role=Deadline.Role.HANDLING)), 12, on_page=False),
    Column("周期", partial(words, _times(kind=Deadline.Kind.RECURRING)), 10),
)
_STATE: tuple[Column[Task], ...] = (
    Column("有效性", lambda task: (task.article or task.place.document).validity_text, 10),
    Column("链接", lambda task: task.path, 34, on_page=False),
    Column("办理情况", lambda task: None, 24, on_page=False),
    Column("备注", lambda task: None, 18, on_page=False),
)


def _units(beside: str) -> tuple[Column[Task], ...]:
    """The columns of offices; ``beside`` is the heading of those who are responsible, beside the one asked for."""
    called = {LEAD: "牵头单位", RESPONSIBLE: beside, SUPPORT: "配合单位", NAMED.label: "正文点名单位"}
    return tuple(
        Column(label, lambda task, role=role: task.units(role), 26, role in (RESPONSIBLE, SUPPORT))
        for role, label in called.items()
    )


COLUMNS_OF_UNIT = (_ORDINAL, *_PLACE, *_OWN_PART, *_units("同列单位"), *_FIGURES, *_STATE)
COLUMNS = (_ORDINAL, *_PLACE, *_units("责任单位"), *_FIGURES, *_STATE)
ON_PAGE = [column for column in COLUMNS_OF_UNIT if column.on_page]


def tasks_of(unit: Unit) -> list[Task]:
    """All tasks of a unit (:class:`TaskList`)."""
    return TaskList(unit).tasks()


class TaskList:
    """The tasks of a unit, of those of its departments that have a name of their own, and of passages that name it."""

    def __init__(self, unit: Unit):
        self.unit = unit
        self._units = [unit, *unit.departments.present()]

    @property
    def _laid(self) -> QuerySet:
        return parts_of(self._units)

    @property
    def _named(self) -> QuerySet:
        return passages_of(self._units)

    @cached_property
    def parts(self) -> list[int]:
        """The parts on which the tasks rest, in their order: in articles, then in what stands around them."""
        return [pk for rows in (self._laid, self._named) for pk in rows.values_list("pk", flat=True)]

    def tasks(self, page: Page | None = None) -> list[Task]:
        """All tasks, or those of a page of the parts; numbered as in the whole list."""
        laid, named = self._laid, self._named
        if page is not None:
            laid, named = (rows.filter(pk__in=page.object_list) for rows in (laid, named))
        laid = laid.prefetch_related(*Article.objects.facts_of_sentences("article__"))
        found = chain.from_iterable(_of_part(part) for part in laid)
        beside = (Task(part.passage.text, part.passage, part=part) for part in named)
        before = self._count_of(self.parts[: page.start_index() - 1]) if page else 0
        return _numbered((replace(task, of=self.unit) for task in chain(found, beside)), before + 1)

    def _count_of(self, parts: Sequence[int]) -> int:
        """Return how many tasks rest on some parts, read without all that a task shows."""
        if not parts:
            return 0
        rows = Responsibility.objects.filter(pk__in=parts).select_related("article__document")
        laid = list(rows.only("quote", "basis", "article__document__is_notice"))
        quotes: dict[int, list[Measure]] = {}
        for each in (
            Measure.objects.public().filter(article__in=[part.article_id for part in laid]).only("article", "quote")
        ):
            quotes.setdefault(each.article_id, []).append(each)
        return sum(len(_sentences(part, quotes.get(part.article_id, []))) or 1 for part in laid)


def tasks_in(articles: Iterable[int], sentences: Collection[int | None] | None = None) -> list[Task]:
    """The sentences of articles, in the order given; of those with some of ``sentences`` in them, these alone."""
    wanted = list(dict.fromkeys(articles))[:MAX_ARTICLES]
    laid = Article.objects.public().for_comparison().select_related("section__parent")
    found = {each.pk: each for each in laid.filter(pk__in=wanted)}
    return _numbered(chain.from_iterable(_of_article(found[pk], sentences) for pk in wanted if pk in found))


def _of_article(article: Article, sentences: Collection[int | None] | None) -> Iterator[Task]:
    measures = list(article.measures.all())
    asked = [each for each in measures if sentences is None or each.pk in sentences]
    return _of_sentences(article, asked or measures)


def _of_part(part: Responsibility) -> Iterator[Task]:
    """A row for each sentence; of an article that only names the unit, for each sentence that does."""
    measures = _sentences(part, list(part.article.measures.all()))
    return (replace(task, part=part) for task in _of_sentences(part.article, measures))


def _sentences(part: Responsibility, measures: list[Measure]) -> list[Measure]:
    if part.basis == NAMED and part.article and not part.article.document.is_notice:
        return [each for each in measures if part.quote in each.quote] or measures
    return measures


def _of_sentences(article: Article, measures: Sequence[Measure | None]) -> Iterator[Task]:
    for measure in measures or (None,):
        start, end = (measure.start, measure.end) if measure else (article.body_start, article.body_end)
        yield Task(corrected(article, start, end), article, measure)


def _numbered(tasks: Iterable[Task], first: int = 1) -> list[Task]:
    return [replace(task, ordinal=ordinal) for ordinal, task in enumerate(tasks, first)]


def corrected(article: Article, start: int, end: int) -> str:
    """The print of a stretch, with what each of its misprints should read, or may, behind it in 〔〕."""
    text, at = [], start
    for span in sorted(annotations.of_corrections(article.corrections.all()), key=lambda span: span.start):
        if at <= span.start and span.end <= end:
            text += [article.text[at : span.end], span.note if span.kind == "doubt" else f"〔应作{span.note}〕"]
            at = span.end
    return "".join([*text, article.text[at:end]])


def task_table(
    title: str, tasks: Sequence[Task], columns: Sequence[Column[Task]], *, address: str, asked: str = "", note: str = ""
) -> Table[Task]:
    """Return tasks as a table to download: ``address`` is the page of the same, ``asked`` its filter in words."""
    sources = "、".join(dict.fromkeys(task.place.document.name for task in tasks))
    about: list[tuple[str, Value]] = [
        ("来源", Link(address)),
        ("文件", sources or "没有"),
        ("条件", asked or "无"),
        ("日期", timezone.localdate()),
        ("说明", f"{note}{len(tasks)} 项，一句一项；印文之后〔〕里是勘误。{_HOW}"),
    ]
    return Table(title, columns, tasks, about)


_HOW = (
    "一句里只有一个数时，数值列才有数，以元、%等基本单位计；数字、时限是本句的，单位、期限状态和有效性是整条的。"
    "“办理情况”“备注”留空待填。文件是否仍然有效，除写明外未经核实。"
)
