"""Marks in a printed text: the very characters that a fact was read from, a search hit, a corrected word.

Offsets are into the print, and spans may nest or overlap as facts do; what comes out is valid HTML all the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end], shown as a ``kind``; ``note`` is text that follows it, as what a misprint should read."""

    start: int
    end: int
    kind: str
    title: str = ""
    href: str = ""
    id: str = ""
    tag: str = "span"
    note: str = ""
    note_tag: str = "ins"

    def within(self, start: int, end: int) -> "Mark":
        """The same in text[start:end]: moved, and cut where it reaches beyond."""
        return replace(self, start=max(self.start, start) - start, end=min(self.end, end) - start)


def mark_spans(text: str, spans: Iterable[Mark]) -> SafeString:
    """The text, escaped, with its spans marked.

    Where two overlap, the one that reaches beyond is closed and opened again. Its id then stands at its first part
    only, its note behind its last one, and a link inside a link is no link.
    """
    cut = [span for span in (span.within(0, len(text)) for span in spans) if span.start < span.end]
    edges = sorted({0, len(text), *(span.start for span in cut), *(span.end for span in cut)})
    writer = _Writer()
    for at, until in zip(edges, [*edges[1:], len(text)], strict=True):
        for span in writer.close(at):
            writer.open(span, first=False)
        for span in sorted((span for span in cut if span.start == at), key=lambda span: -span.end):
            writer.open(span, first=True)
        writer.parts.append(escape(text[at:until]))
    return mark_safe("".join(writer.parts))  # noqa: S308 - every part is escaped


@dataclass(slots=True)
class _Writer:
    """The HTML written so far, and its open elements: the span and its tag, the innermost last."""

    parts: list[str] = field(default_factory=list)
    stack: list[tuple[Mark, str]] = field(default_factory=list)

    def open(self, span: Mark, *, first: bool) -> None:
        linked = any(tag == "a" for _, tag in self.stack)
        tag = "a" if span.href and not linked else span.tag
        attributes = {
            "id": span.id if first else "",
            "class": span.kind,
            "href": span.href if tag == "a" else "",
            "title": span.title,
        }
        written = [format_html(' {}="{}"', name, value) for name, value in attributes.items() if value]
        self.parts.append(f"<{tag}{''.join(written)}>")
        self.stack.append((span, tag))

    def close(self, at: int) -> Sequence[Mark]:
        """Close what ends here, and what must be closed for it; the latter is to be opened again."""
        again: list[Mark] = []
        while any(span.end == at for span, _ in self.stack):
            span, tag = self.stack.pop()
            self.parts.append(f"</{tag}>")
            if span.end > at:
                again.insert(0, span)
            elif span.note:
                self.parts.append(format_html('<{0} class="note">{1}</{0}>', span.note_tag, span.note))
        return again
