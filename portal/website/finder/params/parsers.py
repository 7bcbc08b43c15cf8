"""Parsers of an address's words: each turns words into the choices that they name."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from policies.asking import offices, references
from policies.models import Document, Term
from policies.text import numerals
from policies.text.dates import FIRST_YEAR, LAST_YEAR, in_words, read_day
from policies.text.normalize import fold
from policies.text.sums import read_sum
from policies.text.traditional import simplified
from policies.vocabulary import everyday, synonyms
from policies.vocabulary import terms as vocabulary
from portal.website.finder.params.base import Choice, ParsedWords
from portal.website.query_params import is_searchable

LEAST_YUAN, MOST_YUAN = 1, 10**12


def units(words: Sequence[str]) -> ParsedWords:
    """Units by any name that people have for them (:func:`policies.asking.offices.named`)."""
    return {
        word: [Choice(unit.name, unit.name, unit.pk) for unit in named] for word, named in offices.named(*words).items()
    }


def terms(scheme: str) -> Callable[[Sequence[str]], ParsedWords]:
    """Terms of a scheme by their name, else by a word that stands for them: 饭店, 奶茶店 are 餐饮."""
    return lambda words: {word: [_term(term) for term in everyday.named(scheme, word)] for word in words}


def _term(term: Term) -> Choice:
    wider = vocabulary.wider(term) if term.scheme == Term.Scheme.SECTOR else ()
    return Choice(term.name, term.name, term.pk, tuple(each.pk for each in wider))


def documents(words: Sequence[str]) -> ParsedWords:
    """Documents by 发文字号, however it is written, or by slug."""
    known: dict[str, list[Choice]] = {}
    for pk, slug, number, title in Document.objects.public().values_list("pk", "slug", "number", "title"):
        choice = Choice(number or slug, number or title, pk)
        known |= {fold(number): [choice], slug: [choice]}
    by_pk = {choice.match: choice for (choice,) in known.values()}
    return {word: known.get(fold(word)) or _referred(word, by_pk) for word in words if word}


def _referred(word: str, by_pk: Mapping[object, Choice]) -> list[Choice]:
    """The documents of words that name nothing else: 晋政办发2022年33号."""
    read = references.read(word)
    return [by_pk[pk] for pk in read.documents if pk in by_pk] if not read.articles and not read.rest.strip() else []


# How an address writes the value that a column holds as ''.
UNKNOWN = "unknown"


def choices(known) -> Callable[[Sequence[str]], ParsedWords]:
    """A closed vocabulary, by the word of the address or by the label."""
    listed = [Choice(each.value or UNKNOWN, each.label, each.value) for each in known]

    def parse(words: Sequence[str]) -> ParsedWords:
        return {word: [choice for choice in listed if word in (choice.key, choice.label)] for word in words}

    return parse


def switch(label: str, *values: tuple[str, str]) -> Callable[[Sequence[str]], ParsedWords]:
    """A setting that is on, or one of a few."""
    known = {key: [Choice(key, parts, key)] for key, parts in values or [("1", label)]}
    return lambda words: {word: known[word] for word in words if word in known}


def phrases(words: Sequence[str]) -> ParsedWords:
    """Return what to search for, in the characters of the texts, widened by other words for the same."""
    return {word: [Choice(word, word, synonyms.phrase(simplified(word)))] for word in words if is_searchable(word)}


def yuan(words: Sequence[str]) -> ParsedWords:
    """Sums: 50000, 5万, 5 万元; no less than a yuan, no more than there is."""
    found = {}
    for word in words:
        written = read_sum(word)
        sum_ = round(written.value) if written and written.currency in ("", "元") else 0
        if LEAST_YUAN <= sum_ <= MOST_YUAN:
            found[word] = [Choice(str(sum_), f"{numerals.in_words(sum_)}元", sum_)]
    return found


_MONTHS = re.compile(r"([0-9]{4})(?:[-/.年]?(?:q([1-4])|([0-9]{1,2})月?)|年)?")
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def months(words: Sequence[str]) -> ParsedWords:
    """Months, quarters and years, as their months: 2022-06, 2022-Q2, 2022."""
    return {word: [choice] for word in words if (choice := _months(word))}


def _months(word: str) -> Choice | None:
    match = _MONTHS.fullmatch(fold(word))
    if not match or not FIRST_YEAR <= (year := int(match[1])) <= LAST_YEAR:
        return None
    if match[2]:
        quarter = int(match[2])
        months_of = frozenset(date(year, month, 1) for month in range(3 * quarter - 2, 3 * quarter + 1))
        return Choice(f"{year}-Q{quarter}", f"{year}年{QUARTERS[quarter - 1]}", months_of)
    if match[3]:
        month = int(match[3])
        parts = (f"{year}-{month:02}", f"{year}年{month}月", date(year, month, 1)) if 1 <= month <= 12 else None
        return parts and Choice(*parts)
    return Choice(f"{year}", f"{year}年", frozenset(date(year, month, 1) for month in range(1, 13)))


def days(words: Sequence[str]) -> ParsedWords:
    """Days of the calendar: 2022-06-30, 2022年6月30日."""
    return {word: [Choice(day.isoformat(), in_words(day), day)] for word in words if (day := read_day(word))}
