"""Words that stand in another article than before, in the very same text: what people said of them goes along.

An editor who splits an article, or joins two, moves no word of the print. So where a decision stood is told by the
source's characters, whichever article they are of now. Of a newer text that says nothing, and nothing is moved.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from importers.load.known_rows import having_rows
from importers.load.reconcile import Reconciler
from importers.parsing.corrections import locate
from importers.parsing.lines import Piece, Printed
from policies.models import FACTS, Article, Correction, Fact, Measure, Report, Responsibility

_KINDS: tuple[type[Measure] | type[Fact], ...] = (Measure, *FACTS)


@dataclass(frozen=True, slots=True)
class NewPlace:
    """The place where words stand now: text[start:end] of the article with this path."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Was:
    """An article as the base has it; ``pieces`` are [source start, source end, offset in the text]."""

    path: str
    text: str
    pieces: list[list[int]]

    def is_of(self, source: str) -> bool:
        """Whether its pieces spell it in a source's text: they do not where another source was read."""
        return all(self.text.startswith(source[start:end], at) for start, end, at in self.pieces)

    def in_source(self, place: int) -> int | None:
        """Return where in the source text[place] stands."""
        found = (start + place - at for start, end, at in self.pieces if at <= place < at + end - start)
        return next(found, None)


class Moves:
    """The places of words of the base's articles in the articles ``now`` read from the same source, by their paths.

    ``rows`` are the base's, as they are before they are brought up to what is read now.
    """

    def __init__(self, source: str, rows: Iterable[Article], now: Mapping[str, Printed]):
        self.now = now
        present = {row.pk: _Was(row.path, row.text, row.pieces) for row in rows if not row.removed_from_source}
        changed = {pk: was for pk, was in present.items() if was.path not in now or now[was.path].text != was.text}
        self.was = {pk: was for pk, was in changed.items() if was.is_of(source)}

    def of(self, article: int | None, start: int, end: int) -> NewPlace | None:
        """Return where the words at [start, end) of an article of the base are now; None where that is nowhere else."""
        was = self.was.get(article or 0)
        if was is None or start >= end:
            return None
        first, last = was.in_source(start), was.in_source(end - 1)
        for path, printed in self.now.items():
            places = [_in_text(printed, first), _in_text(printed, last)]
            if path != was.path and places[0] is not None and places[1] is not None:
                return NewPlace(path, places[0], places[1] + 1)
        return None


def _in_text(printed: Printed, place: int | None) -> int | None:
    if place is None:
        return None
    return next((piece.at + place - piece.start for piece in printed.pieces if _holds(piece, place)), None)


def _holds(piece: Piece, place: int) -> bool:
    return piece.start <= place < piece.end


def carry(reconciler: Reconciler, moves: Moves, rows: Sequence[Article]) -> None:
    """Move what people said to where its words stand now; ``rows`` are the articles, saved."""
    if not moves.was:
        return
    articles = {row.path: row for row in rows}
    worked_on = _worked_on(moves)
    for model in (each for each in _KINDS if each in worked_on):
        elsewhere = {} if model is Measure else {"inherited_from": None, "passage": None}
        found = model.objects.human().filter(article__in=moves.was, **elsewhere).in_text_order()
        moved = [row for row in found if _move(reconciler, row, moves, articles)]
        columns = ["article", "start", "end", *(["measure"] if elsewhere else [])]
        reconciler.update(model, moved, columns)
    if Correction in worked_on:
        corrected = [row for row in _corrected(moves) if _move_correction(row, moves, articles)]
        reconciler.update(Correction, corrected, ["article", "occurrence"])
    if Report in worked_on:
        reported = [row for row in _reported(moves) if _move_report(row, moves, articles)]
        reconciler.update(Report, reported, ["article"])


def _corrected(moves: Moves) -> QuerySet[Correction]:
    return Correction.objects.filter(article__in=moves.was).select_related("article")


def _reported(moves: Moves) -> QuerySet[Report]:
    return Report.objects.open().filter(article__in=moves.was).exclude(quote="").select_related("article")


def _worked_on(moves: Moves) -> set[type[Model]]:
    """The kinds of which people said something in the articles that changed: most often none."""
    kinds = [model.objects.human().filter(article__in=moves.was) for model in _KINDS]
    kinds += [_corrected(moves), _reported(moves)]
    return {kinds[place].model for place in having_rows(kinds)}


def _move(reconciler: Reconciler, row: Measure | Fact, moves: Moves, articles: Mapping[str, Article]) -> bool:
    place = moves.of(row.article_id, row.start, row.end)
    if place is None or not _makes_room(reconciler, row, articles[place.path]):
        return False
    row.article, row.start, row.end = articles[place.path], place.start, place.end
    if isinstance(row, Fact):
        row.measure = None
    return True


def _makes_room(reconciler: Reconciler, row: Measure | Fact, article: Article) -> bool:
    """Whether an article can take a row: of an office it has one part, and the machine's gives way to a person's."""
    if not isinstance(row, Responsibility):
        return True
    there = Responsibility.objects.filter(article=article, unit=row.unit_id).first()
    if there is not None and not there.is_human:
        reconciler.delete(Responsibility, [there])
    return there is None or not there.is_human


def _move_correction(row: Correction, moves: Moves, articles: Mapping[str, Article]) -> bool:
    place = place_of(row, moves)
    if place is None:
        return False
    row.article = articles[place.path]
    row.occurrence = occurrence(row.article.text, row.quote, place.start)
    return True


def place_of(row: Correction, moves: Moves) -> NewPlace | None:
    """Return where the words that a correction is about stand now; None where that is nowhere else."""
    was = moves.was.get(row.article_id)
    span = locate(was.text, row.quote, row.occurrence) if was else None
    return moves.of(row.article_id, *span) if span else None


def occurrence(text: str, words: str, start: int) -> int:
    """Return which of the places where words stand in a text begins at ``start``, from 1."""
    count = 1
    while (place := locate(text, words, count)) and place[0] < start:
        count += 1
    return count


def _move_report(row: Report, moves: Moves, articles: Mapping[str, Article]) -> bool:
    was = moves.was.get(row.article_id or 0)
    at = was.text.find(row.quote) if was else -1
    place = moves.of(row.article_id, at, at + len(row.quote)) if at >= 0 else None
    if place:
        row.article = articles[place.path]
    return place is not None
