"""The editors' vocabularies and corrections written to files, and such files taken into another base.

The files are those of ``fixtures/vocabulary`` and ``fixtures/corrections.csv``, so that a base can be seeded with them;
columns behind theirs keep what an editor alone decides: that a name is read no more, that a row is no office, what was
merged. Taken into a base, a row that says otherwise there becomes the editors' own, and wins over its files.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.db import models, transaction

from importers.extractors.terms import FILES
from importers.parsing.corrections import CorrectionRecord
from policies.change_log import noting
from policies.models import Article, Change, Correction, Membership, Revision, Term, Unit, UnitName
from policies.text import gapped_words
from policies.text.lists import as_cell, listed

UNITS, MEMBERS, CORRECTIONS = "units.csv", "members.csv", "corrections.csv"
YES = "是"
# More than any base has; a file beyond it is none of ours.
MAX_BYTES = 20_000_000
_UNIT_COLUMNS = ("name", "full_name", "kind", "printed_as", "part_of", "successor", "succeeded_on", "note")
_UNIT_OWN = ("inactive_names", "verified", "merged_into", "not_an_office")
_TERM_COLUMNS = ("name", "codes", "words", "not_words", "is_umbrella", "outside_province", "note", "inactive")
_MEMBER_COLUMNS = ("collective", "member", "document", "quote", "note", "inactive")
Rows = list[dict[str, str]]


class FilesError(ValueError):
    """Files that cannot be taken; says which, where and why, in Chinese."""


# --- out -------------------------------------------------------------------------------------------------------------


def tables() -> dict[str, tuple[tuple[str, ...], Rows]]:
    """Return every file by its name: its columns and its rows."""
    found: dict[str, tuple[tuple[str, ...], Rows]] = {UNITS: ((*_UNIT_COLUMNS, *_UNIT_OWN), list(_units()))}
    found[MEMBERS] = _MEMBER_COLUMNS, list(_members())
    for scheme, file in FILES.items():
        found[file] = _TERM_COLUMNS, [_term(row) for row in Term.objects.of(scheme).in_order()]
    columns = tuple(each.name for each in fields(CorrectionRecord))
    found[CORRECTIONS] = columns, [{name: str(value) for name, value in asdict(each).items()} for each in corrections()]
    return found


def corrections() -> list[CorrectionRecord]:
    """Return the corrections that stand, document by document."""
    rows = Correction.objects.standing().select_related("article__document")
    return [
        CorrectionRecord(
            row.article.document.number,
            row.article.path,
            row.quote,
            row.occurrence,
            row.reading,
            row.reason,
            row.evidence,
            row.confidence,
        )
        for row in rows.order_by("article__document__position", "article__ordinal", "id")
    ]


def packed() -> bytes:
    """Return all files as one ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (columns, rows) in tables().items():
            archive.writestr(name, _written(columns, rows))
    return buffer.getvalue()


def _written(columns: Iterable[str], rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _units() -> Iterator[dict[str, str]]:
    rows = Unit.objects.select_related("part_of", "successor", "merged_into").prefetch_related("names")
    for unit in rows.order_by("position", "id"):
        names = [(row.name, row.inactive) for row in unit.names.all()]
        yield {
            "name": unit.name,
            "full_name": unit.full_name,
            "kind": unit.kind,
            "printed_as": as_cell(name for name, inactive in names if not inactive),
            "part_of": str(unit.part_of or ""),
            "successor": str(unit.successor or ""),
            "succeeded_on": str(unit.succeeded_on or ""),
            "note": unit.note,
            "inactive_names": as_cell(name for name, inactive in names if inactive),
            "verified": _flag(unit.verified),
            "merged_into": str(unit.merged_into or ""),
            "not_an_office": _flag(unit.not_an_office),
        }


def _members() -> Iterator[dict[str, str]]:
    for row in Membership.objects.select_related("collective", "member").order_by("id"):
        yield {
            "collective": row.collective.name,
            "member": row.member.name,
            "document": row.document,
            "quote": row.evidence,
            "note": "",
            "inactive": _flag(row.inactive),
        }


def _term(row: Term) -> dict[str, str]:
    flags = {name: _flag(getattr(row, name)) for name in ("is_umbrella", "outside_province", "inactive")}
    lists = {name: as_cell(getattr(row, name)) for name in ("codes", "words", "not_words")}
    return {"name": row.name, "note": row.note, **lists, **flags}


def _flag(value: bool) -> str:
    return YES if value else ""


# --- in --------------------------------------------------------------------------------------------------------------


@dataclass
class Taken:
    """The result of taking files: how many rows of each kind came or changed, and what could not be taken, in words."""

    changed: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All that came or changed."""
        return sum(self.changed.values())

    def count(self, kind: str) -> None:
        """Count one more of a kind."""
        self.changed[kind] = self.changed.get(kind, 0) + 1


def unpacked(content: bytes) -> dict[str, Rows]:
    """Return the rows of each file of an archive. Raises FilesError where it is none, or holds another's files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_BYTES:
                raise FilesError("压缩包太大，不像是本库导出的词表。")
            texts = {info.filename: archive.read(info).decode("utf-8-sig") for info in archive.infolist()}
    except (zipfile.BadZipFile, UnicodeDecodeError, RuntimeError, NotImplementedError):
        raise FilesError("这不是本库导出的词表：要一个 ZIP 压缩包，里面是 UTF-8 的 csv 文件。") from None
    return {name: _rows(name, text) for name, text in texts.items()}


def _rows(name: str, text: str) -> Rows:
    needed = {UNITS: "name", MEMBERS: "collective", CORRECTIONS: "reading", **dict.fromkeys(FILES.values(), "name")}
    if name not in needed:
        raise FilesError(f"压缩包里的 {name[:60]} 不是词表：认得的有 {'、'.join(needed)}。")
    if "\0" in text:
        raise FilesError(f"{name} 里有不能识别的字符（NUL）。")
    reader = csv.DictReader(io.StringIO(text))
    if needed[name] not in (reader.fieldnames or []):
        raise FilesError(f"{name} 的第一行没有“{needed[name]}”这一栏，不像是本库导出的词表。")
    return [{key: value or "" for key, value in row.items() if key} for row in reader]


@transaction.atomic
@noting(Change.Reason.EDIT)
def take(files: Mapping[str, Rows], keep_history: Callable[[models.Model], None] = lambda row: None) -> Taken:
    """Bring the base up to files, all or none; ``keep_history`` is told each row before it changes.

    Raises FilesError where a row cannot be. Nothing is taken away: what the files do not name stays as it is.
    """
    Revision.lock()
    done = _Taking(Taken(), keep_history)
    done.units(files.get(UNITS, []))
    done.members(files.get(MEMBERS, []))
    for scheme, file in FILES.items():
        done.terms(scheme, file, files.get(file, []))
    done.corrections(files.get(CORRECTIONS, []))
    return done.taken


def describe(taken: Taken) -> str:
    """Return what was done, in words."""
    counts = "、".join(f"{kind} {count} 条" for kind, count in taken.changed.items()) or "没有不同，什么也没有改"
    return "\n".join([f"词表已导入：{counts}。", *(f"没有导入：{each}。" for each in taken.left)])


class _Taking:
    """The rows of files, one after the other."""

    def __init__(self, taken: Taken, keep_history: Callable[[models.Model], None]):
        self.taken = taken
        self.keep_history = keep_history

    def _put(self, row: Any, values: Mapping[str, Any]) -> None:
        """Give a row some values; one that has them already stays as it is."""
        if row.pk and all(getattr(row, name) == value for name, value in values.items()):
            return
        if row.pk:
            self.keep_history(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.edited_by_human = True
        row._change_reason = "导入词表文件"
        row.save()
        self.taken.count(str(row._meta.verbose_name))

    def units(self, rows: Rows) -> None:
        for at, row in enumerate(rows, 2):
            unit = Unit.objects.filter(name=row["name"]).first() or Unit(name=row["name"], position=10_000)
            if not row["name"] or row.get("kind", "") not in Unit.Kind.values:
                raise FilesError(f"{UNITS} 第 {at} 行：要有名称，类别要是 {'、'.join(Unit.Kind.values)} 之一。")
            values: dict[str, Any] = {name: row[name] for name in ("full_name", "kind", "note") if name in row}
            values |= {name: row[name] == YES for name in ("verified", "not_an_office") if name in row}
            if values.get("verified") and values.get("not_an_office"):
                raise FilesError(f"{UNITS} 第 {at} 行：“{row['name'][:40]}”又核实了，又不是单位。")
            self._put(unit, values)
            for column, inactive in (("printed_as", False), ("inactive_names", True)):
                for name in listed(row.get(column, "")):
                    known = UnitName.objects.filter(unit=unit, name=name).first() or UnitName(unit=unit, name=name)
                    self._put(known, {"inactive": inactive})
        for row in rows:
            unit = Unit.objects.get(name=row["name"])
            kin = {name: self._unit(row[name]) for name in ("part_of", "successor") if row.get(name)}
            self._put(unit, kin)
            if row.get("merged_into") and not unit.merged_into_id:
                self.taken.left.append(f"“{unit}”在那边并入了“{row['merged_into']}”，请在单位页上合并")

    @staticmethod
    def _unit(name: str) -> Unit:
        unit = Unit.objects.filter(name=name).first()
        if unit is None:
            raise FilesError(f"文件里提到的单位“{name[:60]}”在本库和文件里都没有。")
        return unit

    def members(self, rows: Rows) -> None:
        for row in rows:
            place = {"collective": self._unit(row["collective"]), "member": self._unit(row["member"])}
            known = Membership.objects.filter(**place).first() or Membership(**place)
            values = {"evidence": row.get("quote", ""), "document": row.get("document", "")}
            self._put(known, values | ({"inactive": row["inactive"] == YES} if "inactive" in row else {}))

    def terms(self, scheme: str, file: str, rows: Rows) -> None:
        for at, row in enumerate(rows, 2):
            known = Term.objects.of(scheme).filter(name=row["name"]).first()
            term = known or Term(scheme=scheme, name=row["name"], position=10_000)
            words = {name: list(listed(row.get(name, ""))) for name in ("codes", "words", "not_words")}
            if problem := next((describe for word in words["words"] if (describe := gapped_words.problem(word))), ""):
                raise FilesError(f"{file} 第 {at} 行：{problem}")
            flags = {name: row[name] == YES for name in ("is_umbrella", "outside_province", "inactive") if name in row}
            self._put(term, words | flags | {"note": row.get("note", "")})

    def corrections(self, rows: Rows) -> None:
        """Take in the corrections whose document and article the base has; one that it has withdrawn stays so."""
        for row in rows:
            article = Article.objects.filter(document__number=row["document"], path=row["article"]).first()
            if article is None or row["quote"] not in article.text:
                self.taken.left.append(f"勘误“{row['quote'][:30]}”：本库没有 {row['document']} 的这一条，或没有这些字")
                continue
            place = {"article": article, "quote": row["quote"], "occurrence": int(row.get("occurrence") or 1)}
            known = Correction.objects.filter(**place).first() or Correction(**place, origin="editor")
            self._put(known, {name: row.get(name, "") for name in ("reading", "reason", "evidence", "confidence")})
