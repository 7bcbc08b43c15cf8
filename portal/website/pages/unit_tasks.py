"""A unit's task list: a row for every sentence of the articles it has a part in, on a page or as a workbook."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from policies.models import Article, Fact, Measure, Responsibility, Unit
from policies.presentation import annotations
from policies.presentation.facts import fact_row
from portal.website.pages.parts.unit_queries import NAMED, by_role, parts_of, passages_of


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the list. ``text`` is the print, with what its misprints should read; a corrected figure says both."""

    ordinal: int
    document: str
    item: str
    text: str
    force: str
    role: str
    basis: str
    partners: str
    targets: str
    sums: str
    times: str
    validity: str
    path: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its heading, where its values come from, how many characters wide a workbook shows it."""

    label: str
    read: Callable[[Task], str | int]
    width: int


COLUMNS = (
    Column("序号", lambda task: task.ordinal, 6),
    Column("文件", lambda task: task.document, 18),
    Column("条款", lambda task: task.item, 22),
    Column("任务", lambda task: task.text, 60),
    Column("力度", lambda task: task.force, 7),
    Column("角色", lambda task: task.role, 7),
    Column("依据", lambda task: task.basis, 16),
    Column("配合单位", lambda task: task.partners, 30),
    Column("量化目标", lambda task: task.targets, 20),
    Column("金额", lambda task: task.sums, 20),
    Column("时限", lambda task: task.times, 18),
    Column("有效性", lambda task: task.validity, 10),
    Column("链接", lambda task: task.path, 34),
)


def tasks_of(unit: Unit) -> list[Task]:
    """The tasks of a unit, of those of its departments that have a name of their own, and of passages that name it."""
    units = [unit, *unit.departments.present()]
    laid = parts_of(units).prefetch_related(*Article.objects.facts_of_sentences("article__"))
    found = chain(
        (each for part in laid for each in _of_part(part, unit)),
        (_of_passage(part) for part in passages_of(units)),
    )
    return [Task(ordinal, *each) for ordinal, each in enumerate(found, 1)]


def _of_part(part: Responsibility, unit: Unit) -> Iterator[tuple]:
    """A row for each sentence; of an article that only names the unit, for each sentence that does."""
    article = part.article
    measures = list(article.measures.all())
    if part.basis == NAMED and not article.document.is_notice:
        measures = [each for each in measures if part.quote in each.quote] or measures
    item = " ".join(filter(None, (article.name, article.title if article.heading or article.number is None else "")))
    basis = part.get_basis_display() + (f"（{part.via or part.unit}）" if part.via or part.unit != unit else "")
    for measure in measures or [None]:
        start, end = (measure.start, measure.end) if measure else (article.body_start, article.body_end)
        yield (
            article.document.name,
            item,
            corrected(article, start, end),
            measure.get_force_display() if measure else "",
            part.get_role_display(),
            basis,
            _partners(article, part),
            *(_said(facts.all(), measure) for facts in (article.target_set, article.amount_set, article.deadline_set)),
            article.validity_said,
            article.get_absolute_url(),
        )


def _of_passage(part: Responsibility) -> tuple:
    """A row for a passage beside the articles that names the unit."""
    document, kind = part.passage.document, part.passage.get_kind_display()
    basis, role = part.get_basis_display(), part.get_role_display()
    empty = [""] * 4
    return (
        *(document.name, kind, part.passage.text, "", role, basis),
        *empty,
        *(document.validity_said, document.get_absolute_url()),
    )


def _partners(article: Article, part: Responsibility) -> str:
    """The others who have a part in the article, by role; whom its text only names come last."""
    others = [each for each in article.responsibility_set.all() if each.unit_id != part.unit_id]
    return "；".join(f"{role}：{'、'.join(each.unit.name for each in listed)}" for role, listed in by_role(others))


def _said(facts: Iterable[Fact], measure: Measure | None) -> str:
    """The figures of a sentence, each beside its print where a correction changed it."""
    rows = [fact_row(fact) for fact in facts if measure is None or fact.measure_id == measure.pk]
    return "；".join(f"{each.text}（印作 {each.printed}）" if each.printed else each.text for each in rows)


def corrected(article: Article, start: int, end: int) -> str:
    """The print of a stretch, with what each of its misprints should read, or may, behind it in 〔〕."""
    text, at = [], start
    for span in sorted(annotations.of_corrections(article.corrections.all()), key=lambda span: span.start):
        if at <= span.start and span.end <= end:
            text += [article.text[at : span.end], span.note if span.kind == "doubt" else f"〔应作{span.note}〕"]
            at = span.end
    return "".join([*text, article.text[at:end]])


def workbook(tasks: Sequence[Task], site: str) -> bytes:
    """The list as XLSX. Every cell of words is a string whatever it begins with, so that none is read as a formula."""
    book = Workbook(write_only=True)
    book.properties.creator = "晋策"
    sheet = book.create_sheet("任务清单")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_cell(sheet, column.label, head=True) for column in COLUMNS])
    for task in tasks:
        *cells, _ = [_cell(sheet, column.read(task)) for column in COLUMNS]
        sheet.append([*cells, _link(sheet, site + task.path)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(tasks) + 1}"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet, value: str | int, *, head: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = _WRAPPED
    if head:
        cell.font, cell.fill = _HEAD, _SHADE
    return cell


def _link(sheet, address: str) -> WriteOnlyCell:
    cell = _cell(sheet, address)
    cell.hyperlink = cell.value
    cell.font = _BLUE
    return cell


_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD = Font(bold=True)
_BLUE = Font(color="0A5C68", underline="single")
_SHADE = PatternFill("solid", fgColor="F0EBDF")
