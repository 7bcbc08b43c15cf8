"""Whether work grows with its text, and not with its square: a ratio within one process, never a time."""

from collections.abc import Callable
from time import process_time

SHORT, TIMES = 5_000, 4
# Four times the text takes four times as long, by the square sixteen times.
MOST = 10


def assert_in_proportion(work: Callable[[str], object], unit: str) -> None:
    """Read a line of one unit again and again, and one four times as long."""
    short = unit * (SHORT // len(unit))
    longer = _taken(work, short * TIMES)
    taken = _taken(work, short)
    assert longer < MOST * max(taken, 0.005), (taken, longer)  # less than that is the clock's own grain


def _taken(work: Callable[[str], object], text: str) -> float:
    begun = process_time()
    work(text)
    return process_time() - begun
