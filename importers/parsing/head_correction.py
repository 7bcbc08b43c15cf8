"""Corrections of a document's head where the print is read wrong: its title, number, issuers and date.

And what its text is to the base where that was taken wrong, or cannot be told: a version of which document, a copy of
it, or a document of its own.

A file that holds several documents is not corrected so: each of them is, at the desk, once it is a document.
"""

from dataclasses import dataclass, replace
from datetime import date

from importers.parsing.compilation import Compilation
from importers.parsing.head import Attribution, Header
from policies.text import document_numbers
from policies.text.document_numbers import Number


@dataclass(frozen=True, slots=True)
class HeadCorrection:
    """The words that a person puts in the place of what was read; None where that is right."""

    title: str | None = None
    number: Number | None = None
    issuers: tuple[str, ...] | None = None
    issued_on: date | None = None
    attribution: Attribution | None = None
    attributed_to: str = ""

    def applied(self, parsed: Compilation) -> Compilation:
        """Return a compilation of one document with this head; any other as it is."""
        if len(parsed.documents) != 1:
            return parsed
        (document,) = parsed.documents
        return replace(parsed, documents=(replace(document, header=self._header(document.header)),))

    def _header(self, read: Header) -> Header:
        return replace(
            read,
            title=self.title or read.title,
            titled=read.titled or self.title is not None,
            number=self.number or read.number,
            issuers=read.issuers if self.issuers is None else self.issuers,
            issued_on=self.issued_on or read.issued_on,
            attribution=self.attribution,
            attributed_to=self.attributed_to,
        )


def of_row(row: dict[str, str]) -> HeadCorrection | None:
    """The correction that an upload keeps as JSON: issuers with 、 between them, issued_on as YYYY-MM-DD."""
    if not any(row.get(name) for name in ("title", "number", "issuers", "issued_on", "held_as")):
        return None
    number, day, issuers = row.get("number", ""), row.get("issued_on", ""), row.get("issuers", "")
    return HeadCorrection(
        row.get("title") or None,
        document_numbers.on_line(number) if number else None,
        tuple(filter(None, issuers.split("、"))) if issuers else None,
        date.fromisoformat(day) if day else None,
        Attribution(row["held_as"]) if row.get("held_as") else None,
        row.get("held_against", ""),
    )
