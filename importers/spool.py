"""Texts of files on their way into the base, kept in a file: a run of many holds one of them at a time."""

import pickle
import tempfile
from typing import Self

from importers.parsing.sources import SourceText


class Spool:
    """Texts by the order in which they came; gone when it is left."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed on leaving
        self._places: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self._file.close()

    def put(self, text: SourceText) -> SourceText:
        """Keep a text; gives it back."""
        self._places.append(self._file.seek(0, 2))
        pickle.dump(text, self._file)
        return text

    def __getitem__(self, index: int) -> SourceText:
        self._file.seek(self._places[index])
        return pickle.load(self._file)  # noqa: S301  # what this very process has put there
