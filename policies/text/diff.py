"""Two texts side by side: what they share and where they differ, width, spaces and kinds of punctuation aside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from policies.text.highlight import Mark
from policies.text.normalize import fold, fold_with_positions

# Signs that print varies without meaning: 、 and , between two texts are no difference worth a reader's eye.
_LIKE = str.maketrans({"，": ",", "；": ";", "：": ":", "、": ",", "（": "(", "）": ")", '"': '"', "'": '"', "-": "-"})


# A shared run this short between two differences is chance, and only cuts the reader's eye.
CHANCE = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the two texts: a[a_start:a_end] and b[b_start:b_end]; ``same`` where they say the same."""

    same: bool
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def compare(a: str, b: str) -> list[Stretch]:
    """The two texts as stretches that are the same and stretches that differ, in turn, covering both whole."""
    folded_a, at_a = _folded(a)
    folded_b, at_b = _folded(b)
    stretches = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, folded_a, folded_b, autojunk=False).get_opcodes():
        stretches.append(Stretch(tag == "equal", at_a[a1], at_a[a2], at_b[b1], at_b[b2]))
    return stretches


def same(a: str, b: str) -> bool:
    """Whether the two differ in nothing but width, spaces and kinds of punctuation."""
    return fold(a).translate(_LIKE) == fold(b).translate(_LIKE)


def gist(text: str) -> str:
    """A sentence as :func:`same` compares it, without the stop at its end."""
    return fold(text).translate(_LIKE).rstrip(";。")


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and where each of its characters (and its end) stands in ``text``."""
    folded, positions = fold_with_positions(text)
    return folded.translate(_LIKE), [*positions, len(text)]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts with the characters marked that the other has not."""

    left: str
    right: str
    left_spans: list[Mark]
    right_spans: list[Mark]

    @property
    def is_same(self) -> bool:
        """Whether nothing is marked: they differ in nothing but width, spaces and punctuation."""
        return not (self.left_spans or self.right_spans)


def pair(left: str, right: str, chance: int = CHANCE) -> Pair:
    """The two texts side by side."""
    differing = [stretch for stretch in _joined(compare(left, right), chance) if not stretch.same]
    return Pair(
        left,
        right,
        [_mark(each.a_start, each.a_end) for each in differing if each.a_start < each.a_end],
        [_mark(each.b_start, each.b_end) for each in differing if each.b_start < each.b_end],
    )


def _joined(stretches: list[Stretch], chance: int) -> Iterator[Stretch]:
    """Stretches in which a short run shared by chance counts to the differences around it."""
    last = len(stretches) - 1
    labelled = [
        replace(each, same=each.same and (each.a_end - each.a_start > chance or at in (0, last)))
        for at, each in enumerate(stretches)
    ]
    for same, run in groupby(labelled, lambda each: each.same):
        first, *rest = run
        end = rest[-1] if rest else first
        yield Stretch(same, first.a_start, end.a_end, first.b_start, end.b_end)


def _mark(start: int, end: int) -> Mark:
    return Mark(start, end, "differs", tag="mark")
