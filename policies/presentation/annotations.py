"""Marks in an article's print: its heading, its facts, its corrected words, and what was searched for."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.encoding import uri_to_iri

from policies.models import (
    Amount,
    Article,
    Benefit,
    Citation,
    Correction,
    Deadline,
    Fact,
    Measure,
    Responsibility,
    Target,
    TermUse,
)
from policies.models.derived import Derived
from policies.text.highlight import Mark
from policies.text.normalize import fold_with_positions


def kind_label(fact: Fact) -> str:
    """Return what a fact is, as plainly as it can be said: what a sum or a time is there for, else its kind."""
    if isinstance(fact, Deadline) and fact.kind == Deadline.Kind.RECURRING:
        return fact.get_kind_display()  # nobody's day, and yet no mere reference
    has_role = isinstance(fact, Amount | Deadline) and fact.role
    label = fact.get_role_display() if has_role else fact._meta.verbose_name
    return f"{label}（存疑：举例的币种与所说的不同）" if isinstance(fact, Amount) and fact.is_doubtful else label


# The class and the title of a mark, by the model of its fact; the legend and the list of facts say the same in words.
LOOK: dict[type[Fact], tuple[str, Callable[[Fact], str]]] = {
    Benefit: ("benefit", lambda benefit: f"惠企举措：{benefit.get_mode_display()}"),
    Amount: ("amount", kind_label),
    Deadline: ("time", kind_label),
    Target: ("target", lambda target: f"目标：{target.thing}"),
    Responsibility: ("unit", lambda part: f"{part.get_role_display()}：{part.unit}"),
    Citation: ("citation", lambda citation: "引用" if citation.resolved else "引用（本库未收录）"),
    TermUse: ("term", lambda use: f"{use.term.get_scheme_display()}：{use.term}"),
}

LEGEND = (
    ("amount", "金额"),
    ("time", "时间"),
    ("target", "目标"),
    ("unit", "单位"),
    ("citation", "引用"),
    ("term", "分类"),
    ("misprint", "勘误"),
    ("doubt", "存疑"),
)
# How much of the text around a fact its evidence quotes.
AROUND = 24
NO_PLACES: Mapping[int, str] = {}


def legend(spans: Iterable[Mark]) -> list[tuple[str, str]]:
    """The kinds of marks that occur, with their names."""
    return kinds_with_names({span.kind for span in spans})


def kinds_with_names(kinds: Collection[str]) -> list[tuple[str, str]]:
    """Return kinds of marks with their names, in the legend's order; what needs no word is left out."""
    return [(kind, label) for kind, label in LEGEND if kind in kinds]


def excerpt(text: str, start: int, end: int) -> tuple[str, list[Mark]]:
    """The words text[start:end], marked, with some of what stands around them, cut at the ends of lines."""
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    line_end = text.find("\n", end)
    last = min(line_end if line_end >= 0 else len(text), end + AROUND)
    before, after = "…" if first else "", "…" if last < len(text) else ""
    moved = Mark(start, end, "hit", tag="mark").within(first, last)
    shifted = replace(moved, start=moved.start + len(before), end=moved.end + len(before))
    return f"{before}{text[first:last]}{after}", [shifted]


def structure(article: Article) -> Iterator[Mark]:
    """The heading and the annotation, told apart from the body."""
    start = 0 if article.number is not None else article.heading_start
    if article.heading_start is not None:
        yield Mark(start, article.heading_end, "heading")
    elif article.number is not None and article.body_start:
        yield Mark(0, article.body_start, "number")
    yield Mark(article.body_end, len(article.text), "annotation")


def of_facts(facts: Iterable[Fact], *, ids: bool = False, led: Mapping[int, str] = NO_PLACES) -> Iterator[Mark]:
    """Facts that stand in the article's own text; an inherited one stands elsewhere.

    ``led`` are the addresses of the places that mentions mean, by their rows, where they are known.
    """
    for fact in facts:
        if not fact.is_inherited:
            kind, say = LOOK[type(fact)]
            yield Mark(fact.start, fact.end, kind, say(fact), _target(fact, led), anchor(fact) if ids else "")


def anchor(fact: Derived) -> str:
    """The id of its mark; a sentence's is a lasting one."""
    return fact.anchor if isinstance(fact, Measure) else row_anchor(fact)


def row_anchor(fact: Derived) -> str:
    """The id of its row: at the desk, and in the addresses of sentences that were given away before they lasted."""
    return f"{fact._meta.model_name}-{fact.pk}"


def _target(fact: Fact, led: Mapping[int, str]) -> str:
    if isinstance(fact, Responsibility):
        return uri_to_iri(fact.unit.get_absolute_url())
    if isinstance(fact, Citation) and fact.resolved:
        return led.get(fact.pk) or fact.resolved.get_absolute_url()
    return ""


def of_corrections(corrections: Iterable[Correction]) -> Iterator[Mark]:
    """Misprints: the print, and behind it what it should read, or may."""
    for correction in corrections:
        place = correction.span
        if place and correction.is_certain:
            title = f"印作“{correction.quote}”，应作“{correction.reading}”"
            yield Mark(*place, "misprint", title, tag="del", note=correction.reading)
        elif place:
            title = f"疑应作“{correction.reading}”：{correction.reason}"
            yield Mark(*place, "doubt", title, note=f"〔疑作{correction.reading}〕", note_tag="small")


def of_unread(article: Article) -> Iterator[Mark]:
    """Words among its offices that were not understood; offices stand at an article's end."""
    for words in article.unread:
        at = article.text.rfind(words)
        if at >= 0:
            yield Mark(at, at + len(words), "doubt", "责任标注中没有读懂的文字")


def corrected(measure: Measure) -> list[Mark]:
    """The misprints of a sentence, as spans of its quote."""
    spans = of_corrections(measure.article.corrections.all())
    return [each.within(measure.start, measure.end) for each in spans if measure.start <= each.start < measure.end]


def hits(text: str, needles: Sequence[str], meeting: Sequence[tuple[str, str]] = ()) -> list[Mark]:
    """Return where the folded words of a search stand in a text.

    No word is where two others meet: of ``meeting`` 用房 and 租赁, 房租 is none in 经营用房租赁.
    """
    if not needles:
        return []
    folded, positions = fold_with_positions(text)
    seams = [at + len(first) for first, second in meeting for at in _places(folded, f"{first}{second}")]
    return [
        Mark(positions[at], positions[at + len(needle) - 1] + 1, "hit", tag="mark")
        for needle in filter(None, needles)
        for at in _places(folded, needle)
        if not any(at < seam < at + len(needle) for seam in seams)
    ]


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
