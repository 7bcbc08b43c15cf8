"""Two texts side by side: what they share and where they differ, width, spaces and kinds of punctuation aside."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from policies.text.normalize import fold_with_positions

# Signs that print varies without meaning: 、 and , between two texts are no difference worth a reader's eye.
_LIKE = str.maketrans({"，": ",", "；": ";", "：": ":", "、": ",", "（": "(", "）": ")", '"': '"', "'": '"', "-": "-"})


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
    return _folded(a)[0] == _folded(b)[0]


def gist(text: str) -> str:
    """A sentence as :func:`same` compares it, without the stop at its end."""
    return _folded(text)[0].rstrip(";。")


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and where each of its characters (and its end) stands in ``text``."""
    folded, positions = fold_with_positions(text)
    return folded.translate(_LIKE), [*positions, len(text)]
