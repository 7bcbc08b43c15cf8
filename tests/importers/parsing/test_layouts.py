"""Documents of many layouts, each with the outline that a person reads in it.

A text of our own making in `layouts/NAME.txt`, what is read of it in `NAME.outline`; to accept a change, delete the
outline and run again.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from importers.parsing import compilation
from importers.parsing.document import ParsedDocument
from tests.importers.parsing.test_compilation import assert_lossless

LAYOUTS = Path(__file__).parent / "layouts"


@pytest.mark.parametrize("name", sorted(path.stem for path in LAYOUTS.glob("*.txt")))
def test_layout(name):
    text = (LAYOUTS / f"{name}.txt").read_text(encoding="utf-8")
    parsed = compilation.parse(text)
    assert_lossless(text, parsed)
    told = "".join(f"{line}\n" for document in parsed.documents for line in outline_of(document))
    golden = LAYOUTS / f"{name}.outline"
    if not golden.exists():
        golden.write_text(told, encoding="utf-8")
        pytest.fail(f"wrote {golden.name}: read it, then run again")
    assert told == golden.read_text(encoding="utf-8")


def outline_of(document: ParsedDocument) -> Iterator[str]:
    """The head's facts, then every leaf in its order: § a section under its parents, an article, (kind) a passage."""
    header, outline = document.header, document.outline
    yield f"title: {header.title}{'' if header.titled else ' (first words)'}"
    issuers = "、".join(header.issuers)
    yield f"number: {header.number or '–'} · issuers: {issuers or '–'} · date: {header.issued_on or '–'}"
    rows = [
        (each.printed.start, f"{depth(outline.sections, each)}§ {each.printed.text!r}") for each in outline.sections
    ]
    rows += [(each.printed.start, f"  {each.path} {each.printed.text!r}") for each in outline.articles]
    rows += [
        (each.printed.start, f"    ({each.kind}) {each.printed.text!r}")
        for each in (*document.passages, *outline.passages)
    ]
    yield from (line for _, line in sorted(rows))


def depth(sections, section) -> str:
    return "" if section.parent is None else "  " + depth(sections, sections[section.parent])
