"""Records that every reader of a format gives: a text with its places, and what it is not sure of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policies.text.places import Place


class UnreadableFileError(Exception):
    """A file that is not read; its message says what the file is and what to do, without the file's name."""


@dataclass(frozen=True, slots=True)
class ReadingDoubt:
    """A doubt that a person had better look at, in text[start:end]; where both are equal, at this place of the text."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page, counted from 1, as WebP; ``width`` and ``height`` in tenths of a point, as places have them."""

    page: int
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, read by version ``version`` of the reader of ``format``.

    A line of the text is a paragraph, or a line of a page where the format knows no paragraphs. A row of a table is a
    line, its cells separated by tabs: the first cell is what stands before the first tab, if only nothing.
    ``metadata`` is what the file says of itself beside the text: ArticleTitle, PubDate, ContentSource …
    """

    text: str
    format: str
    version: int
    encoding: str = ""
    places: tuple[Place, ...] = ()
    doubts: tuple[ReadingDoubt, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
