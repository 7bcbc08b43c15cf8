"""What to search for where somebody's words stand in no text: those pieces of them that do.

“失业保险能缓缴吗？” stands nowhere; 失业保险 and 缓缴 do, together. No segmenter is asked: the texts themselves say
what is a word in them, and the vocabularies what people call it.
"""

from collections.abc import Iterator

from policies.models import Article
from policies.revision_cache import cached_per_revision
from policies.text.normalize import needles
from policies.vocabulary.synonyms import same
from policies.vocabulary.terms import known_words

# Single characters stand everywhere.
LEAST = 2


def instead(query: str) -> str:
    """The pieces of a query that stand together in some text, as one would type them; '' where there is nothing better.

    instead("失业保险能缓缴吗？") == "失业保险 缓缴"
    """
    words = needles(query)
    found = [piece for word in words for piece in _pieces(word)]
    kept = _together(dict.fromkeys(found))
    return " ".join(kept) if kept != words else ""


def _pieces(word: str) -> Iterator[str]:
    """Yield, from left to right, the longest pieces of a word that stand in a text, or that are said for what does."""
    at = 0
    while at < len(word) - 1:
        ends = (end for end in range(len(word), at + LEAST - 1, -1) if _is_known(word[at:end]))
        end = next(ends, None)
        if end:
            yield word[at:end]
        at = end or at + 1


def _is_known(piece: str) -> bool:
    return piece.isalnum() and (piece in same() or any(piece in text for text in _texts()))


def _together(pieces: dict[str, None]) -> list[str]:
    """Return as many of the pieces as stand in one text: what a vocabulary knows first, then the long ones."""
    forms = {piece: (piece, *same().get(piece, ())) for piece in pieces}
    kept, texts = set(), _texts()
    for piece in sorted(pieces, key=lambda piece: (not _is_a_word(piece), -len(piece))):
        left = [text for text in texts if any(form in text for form in forms[piece])]
        if left:
            kept.add(piece)
            texts = left
    return [piece for piece in pieces if piece in kept]


def _is_a_word(piece: str) -> bool:
    return piece in same() or piece in known_words()


@cached_per_revision
def _texts() -> list[str]:
    return list(Article.objects.public().order_by("pk").values_list("search", flat=True))
