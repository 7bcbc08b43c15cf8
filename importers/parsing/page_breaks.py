"""Source text → lines as long as the paragraphs that they were, where a page broke all of them at one width.

A text copied from a page has its lines as the page had them: “关于印发《临川市小店若干⏎措施》的通知”. Takes the source
text. Gives the lines as :func:`~importers.parsing.lines.split` does, those put together that a page broke, and
the markup, with what the page printed between two halves of a line (“— 3 —”). Guarantees what ``split`` guarantees.
Where a line is as wide as the page and ends with a sentence, nobody can tell: it stays as it is.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.parsing import annotations, roles
from importers.parsing.lines import Line, split
from importers.parsing.tables import is_row
from policies.text.numbering import match

_NARROWEST, _WIDEST = 20, 60  # of a page, in characters
# A line ends short of the margin where a stop may not begin the next, and where its first blanks were taken away.
_NEARLY = 3.5
_FEWEST_FULL, _LEAST_FULL = 4, 0.2
_MOST_WIDER = 0.04  # of all lines: a table's row, an address
_LEAST_BROKEN = 0.4  # of the full lines
_WITHIN_SENTENCE = re.compile("[，。、；：,;]")  # a list of firms or addresses has none
# “…，各县（市、区）”: a bracket ends no sentence by itself.
_IN_BRACKETS = re.compile(r"[\u4e00-\u9fff][（(][^（）()。；]{1,12}[）)]$")
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")
_INDENTED = re.compile(r"[\u3000]{1,4}|[ \xa0]{2,12}")
_LEAST_INDENTED = 0.1  # of all lines: then an indent says that a paragraph begins
# What stands on a line of its own wherever the line before it ends.
_BEGINS = (roles.number, roles.day, roles.ATTACHED.match, roles.COVER.match, annotations.opens_field)
# “…若干措施》⏎已经市政府同意”, “…管理办法⏎的通知”: what looks like a title goes on.
_GOES_ON = re.compile("的|[已业]?经")


def paragraphs(text: str) -> tuple[list[Line], list[Line]]:
    """The lines of a source text as its paragraphs, and the markup."""
    printed, markup = split(text)
    page = _Page(text, printed)
    if not page.width:
        return printed, markup
    whole: list[list[Line]] = []  # the lines of each paragraph
    between: list[Line] = []  # what a page may have printed into it
    for line in printed:
        if whole and roles.is_furniture(line.text):
            between.append(line)
        elif whole and page.is_broken(whole[-1][-1]) and page.goes_on(whole[-1], line):
            whole[-1].append(line)
            markup += between
            between = []
        else:
            whole += [*([each] for each in between), [line]]
            between = []
    return [_joined(each) for each in (*whole, *([each] for each in between))], markup


def _joined(lines: Sequence[Line]) -> Line:
    """Lines as one; what the page had between them is a hole."""
    first, last = lines[0], lines[-1]
    holes = list(first.holes)
    for above, below in pairwise(lines):
        holes += [(above.end, below.start), *below.holes]
    return replace(first, end=last.end, text="".join(line.text for line in lines), holes=tuple(holes))


class _Page:
    """How wide the lines of a text are printed, and whether its paragraphs are indented; ``width`` is 0 of no page."""

    def __init__(self, text: str, lines: Sequence[Line]):
        self.indents = {line.start: self._indent(text, line.start) for line in lines}
        self.is_indented = sum(map(bool, self.indents.values())) > _LEAST_INDENTED * len(lines)
        self.width = self._width(lines)

    def is_broken(self, line: Line) -> bool:
        """Whether a line is as wide as the page, in the middle of a sentence."""
        ended = line.finished and not (_IN_BRACKETS.search(line.text) and not annotations.at_end(line.text))
        return not ended and not is_row(line) and self._width_of(line) > self.width - _NEARLY

    def goes_on(self, before: Sequence[Line], line: Line) -> bool:
        """Whether a line goes on with the broken ones before it, and begins nothing of its own."""
        if is_row(line) or match(line.text) or (self.is_indented and self.indents[line.start]):
            return False
        if any(begins(line.text) for begins in _BEGINS):
            return False
        if _GOES_ON.match(line.text) or roles.ends_title(line.text):
            return True
        return match(before[0].text) is not None or not _is_whole_title("".join(each.text for each in before[-6:]))

    def _width(self, lines: Sequence[Line]) -> float:
        """The width at which most lines that could be longer end; 0 where lines end as they like.

        A line that ends with a stop may stand out by it.
        """
        measured = sorted((self._width_of(line), line.finished, line.text) for line in lines if not is_row(line))
        widths = [width for width, *_ in measured]
        for width in sorted({each for each in widths if _NARROWEST <= each <= _WIDEST}, reverse=True):
            end, wider = bisect_right(widths, width), len(widths) - bisect_right(widths, width + 1)
            if wider > _MOST_WIDER * len(lines):
                break
            full = measured[bisect_right(widths, width - _NEARLY) : end]
            broken = [text for _, finished, text in full if not finished]
            of_sentences = sum(bool(_WITHIN_SENTENCE.search(text)) for text in broken)
            is_page = len(full) >= max(_FEWEST_FULL, _LEAST_FULL * len(lines))
            if is_page and len(broken) > _LEAST_BROKEN * len(full) and of_sentences * 2 > len(broken):
                return Counter(each for each, *_ in full).most_common(1)[0][0]
        return 0

    def _width_of(self, line: Line) -> float:
        """Return how wide a line is printed, in Chinese characters, the blanks before it included."""
        text = _BLANKS.sub(" ", line.text)
        return self.indents[line.start] + sum(0.5 if sign.isascii() else 1 for sign in text)

    @staticmethod
    def _indent(text: str, start: int) -> float:
        """Return how wide the blanks before a line are; 0 where no paragraph begins so."""
        before = text[text.rfind("\n", 0, start) + 1 : start]
        return sum(0.5 if sign.isascii() else 1 for sign in before) if _INDENTED.fullmatch(before) else 0


def _is_whole_title(text: str) -> bool:
    """Whether lines are a title, and no part of a bracket that tells of one."""
    return roles.ends_title(text) and all(text.count(a) == text.count(b) for a, b in ("（）", "《》"))
