"""The trial of a file: what taking it would come to, before it is taken; a record made by the import itself.

The import is done, looked at, and undone (``of``), so that what an editor sees is what taking it writes; ``taken`` does
it for good, and only where it still comes to what was seen.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from importers import pipeline
from importers.parsing.head_correction import HeadCorrection
from importers.parsing.sources import SourceText
from importers.pipeline import Outcome, Progress
from importers.trial import effects, outline
from importers.trial.effects import DocumentEffect, NewUnit
from importers.trial.outline import Node


@dataclass(frozen=True, slots=True)
class TrialDocument:
    """One document of the file: its tree in the order of the print, and what becomes of it in the base."""

    outline: tuple[Node, ...]
    effect: DocumentEffect


@dataclass(frozen=True, slots=True)
class Trial:
    """All that taking a file would come to. ``doubts`` are its reader's: [start, end, reason] in the file's text.

    ``left_over`` are [start, end) of the text that no rule understood.
    """

    format: str
    collection: str
    doubts: tuple[tuple[int, int, str], ...]
    documents: tuple[TrialDocument, ...]
    left_over: tuple[tuple[int, int], ...]
    units: tuple[NewUnit, ...]

    def as_json(self) -> dict[str, Any]:
        """The record as JSON has it."""
        return asdict(self)


class MovedError(Exception):
    """Since the trial somebody changed what it speaks of; ``trial`` is what taking would come to now."""

    def __init__(self, trial: Trial):
        super().__init__()
        self.trial = trial


class _UndoneError(Exception):
    """Takes back what was only tried."""


def of(text: SourceText, head: HeadCorrection | None = None, *, progress: Progress = lambda stage: None) -> Trial:
    """Return what taking a file would come to; the base is as it was. Raises SourceError where the file holds no
    document.
    """
    found: list[Trial] = []
    with suppress(_UndoneError), transaction.atomic():
        found.append(_imported(text, head, progress)[1])
        raise _UndoneError
    return found[0]


def taken(
    text: SourceText,
    head: HeadCorrection | None,
    shown: dict[str, Any],
    *,
    user=None,
    progress: Progress = lambda stage: None,
) -> Outcome:
    """Import a file for good. Raises MovedError, and leaves the base as it was, where it comes to what nobody has seen.

    ``seen`` is the trial as it was shown. What is new is a draft.
    """
    with transaction.atomic():
        outcome, trial = _imported(text, head, progress, user)
        if _essence(trial.as_json()) != _essence(shown):
            raise MovedError(trial)
    return outcome


def _imported(text: SourceText, head: HeadCorrection | None, progress: Progress, user=None) -> tuple[Outcome, Trial]:
    parsed = pipeline.recognised(text, head)
    before = effects.Before(parsed, text.sha256)
    outcome = pipeline.import_texts([text], publish=False, head=head, user=user, progress=progress)
    progress("核对")
    documents = tuple(
        TrialDocument(outline.of(each, row, text.sha256), before.effect(each, row))
        for each in parsed.documents
        for row in effects.rows_of(each, text.sha256, outcome.documents)
    )
    doubts = tuple((doubt.start, doubt.end, doubt.reason) for doubt in text.extracted.doubts)
    left_over = tuple(
        (leaf.start, leaf.pieces[-1].end)
        for passages in (parsed.passages, *(outline.passages(each) for each in parsed.documents))
        for leaf in outline.left_over(passages)
    )
    return outcome, Trial(text.extracted.format, parsed.title, doubts, documents, left_over, before.new_units())


def _essence(trial: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what an editor decided on: of each document, what becomes of it; as JSON keeps it, where tuples
    are lists.
    """
    return [document["effect"] for document in json.loads(json.dumps(trial["documents"]))]
