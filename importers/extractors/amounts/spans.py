"""The words before and behind a figure, as far as its clause or its sentence goes."""

CLAUSE = "，。；：;:,！？!?\n\t（("
SENTENCE = "。；;！？!?\n\t"
FARTHEST = 120


def left_of(text: str, start: int, stops: str, floor: int = 0) -> str:
    """Return the words before ``start``, not beyond a stop, ``floor`` or 120 signs."""
    floor = max(floor, start - FARTHEST)
    return text[max(floor, *(text.rfind(stop, floor, start) + 1 for stop in stops)) : start]


def right_of(text: str, end: int, stops: str) -> str:
    """Return the words behind ``end``, not beyond a stop or 120 signs."""
    ceiling = min(len(text), end + FARTHEST)
    return text[end : min((at for stop in stops if (at := text.find(stop, end, ceiling)) >= 0), default=ceiling)]
