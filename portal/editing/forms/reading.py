"""Words that an editor selects, as the readers read them: what a new record's form is filled with."""

from collections.abc import Callable, Mapping, Sequence

from importers.extract import values
from importers.extractors import amounts, citations, deadlines, targets
from importers.extractors.base import ExtractedFact
from policies.models import Amount, Citation, Deadline, Target
from policies.models.derived import Derived

Reader = Callable[[str, int | None], Sequence[ExtractedFact]]

# The readers that need nothing but the words and the year of the text.
READERS: Mapping[type[Derived], Reader] = {
    Amount: lambda text, year: amounts.find(text),
    Citation: lambda text, year: citations.find(text),
    Deadline: deadlines.find,
    Target: lambda text, year: targets.find(text),
}


def read(model: type[Derived], text: str, start: int, end: int, year: int | None) -> dict:
    """Return the values of the fact that text[start:end] states, by field; {} where no reader reads one there.

    The whole text is read first, since what stands around says what a figure is for; then the words by themselves.
    """
    reader = READERS.get(model)
    if reader is None:
        return {}
    around = [each for each in reader(text, year) if _shared(each, start, end)]
    said = around or reader(text[start:end], year)
    best = max(said, key=lambda each: _shared(each, start, end), default=None)
    return values(best) if best else {}


def _shared(fact: ExtractedFact, start: int, end: int) -> int:
    """How many characters a fact and a span have in common."""
    return max(0, min(fact.end, end) - max(fact.start, start))
