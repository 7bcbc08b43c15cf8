"""Short names that a document gives to others: “…的意见》（…号，以下简称《意见》）” … “按照《意见》”."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from importers.extractors.citations import ExtractedCitation
from importers.read_document import ReadDocument


def definitions(document: ReadDocument) -> Mapping[str, ExtractedCitation]:
    """Every short name of a document with the mention that gives it; the first stands."""
    names: dict[str, ExtractedCitation] = {}
    passages = (placed for passage in document.passages for placed in passage.facts)
    articles = (placed for article in document.articles for placed in article.facts)
    for placed in chain(passages, articles):
        if isinstance(placed.fact, ExtractedCitation) and placed.fact.short:
            names.setdefault(placed.fact.short, placed.fact)
    return names


def spelt_out(citation: ExtractedCitation, names: Mapping[str, ExtractedCitation]) -> ExtractedCitation:
    """A mention by a short name as one of the document that it stands for: by its number, else by its whole title."""
    meant = names.get(citation.title)
    if meant is None or citation.number or citation.short:
        return citation
    return replace(citation, number=meant.number) if meant.number else replace(citation, title=meant.title)
