"""A trial as an editor looks at it: the tree, and beside it the print, or the page with the chosen place in a box."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.models import PageImage, Upload
from policies.text.places import Box, Place

_WHAT = {
    "new": "新文件",
    "version": "新版本：换下本库现有的文本",
    "witness": "另一份文本：本库的文本不变，两者对照",
    "same": "本库已有同一份文本，收入不会改变什么",
}


@dataclass(frozen=True, slots=True)
class TrialLeaf:
    """A leaf of the print: its node's number, its kind, and its text."""

    number: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class TrialPicture:
    """A page with the chosen place: its number, its size, and a box for each line of the place."""

    number: int
    width: int
    height: int
    boxes: tuple[Box, ...]


class TrialPage:
    """An upload's trial as its page shows it; ``at`` is the number of the chosen node, ``fact`` of a fact of it."""

    def __init__(self, upload: Upload, at: int | None = None, fact: int | None = None):
        self.upload = upload
        self.at = at
        self._fact = fact

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        """The documents, each with its nodes numbered through the whole file, and what becomes of it in words."""
        found, number = [], 0
        for document in (self.upload.trial or {}).get("documents", []):
            nodes = [{**node, "id": number + index} for index, node in enumerate(document["outline"])]
            number += len(nodes)
            effect = document["effect"]
            head = [self._as_corrected(fact) for fact in effect["head"]]
            found.append({"nodes": nodes, "becomes": _WHAT[effect["what"]], **effect, "head": head})
        return found

    def _as_corrected(self, fact: dict[str, Any]) -> dict[str, Any]:
        """A fact of the head; one that an editor corrected rests on what the editor says, not on the print."""
        if fact["name"] not in self.upload.head:
            return fact
        return {**fact, "quote": "", "basis": f"编辑所写：{self.upload.head.get('evidence', '')}"}

    @property
    def is_single(self) -> bool:
        """Whether the file holds one document, whose head can be corrected here."""
        return len(self.documents) == 1

    @cached_property
    def read(self) -> dict[str, str]:
        """The head of a single document, as it was read or settled before; and what it was said to be to the base."""
        if not self.is_single:
            return {}
        kinship = {name: self.upload.head.get(name, "") for name in ("held_as", "held_against")}
        return {each["name"]: each["value"] for each in self.documents[0]["head"]} | kinship

    @property
    def asks(self) -> bool:
        """Whether somebody is to say what the document is to one of the base."""
        return self.is_single and not self.documents[0].get("is_sure", True)

    @property
    def left_over(self) -> list[str]:
        """Return what no rule understood."""
        text = self.upload.text
        return [text[start:end] for start, end in (self.upload.trial or {}).get("left_over", [])]

    @cached_property
    def leaves(self) -> list[TrialLeaf]:
        """The print, leaf by leaf, in its order."""
        nodes = sorted(self._nodes(), key=lambda node: node["start"])
        return [TrialLeaf(node["id"], node["kind"], self.upload.text[node["start"] : node["end"]]) for node in nodes]

    @cached_property
    def has_pages(self) -> bool:
        """Whether the file is pages, and there are pictures of them."""
        return bool(self.upload.text) and PageImage.objects.filter(sha256=self.upload.sha256).exists()

    @cached_property
    def picture(self) -> TrialPicture | None:
        """The page of the chosen place; the first page, without a box, where none is chosen."""
        boxes = boxes_of(self.upload.places, *self._chosen) if self._chosen else {}
        number = min(boxes, default=1)
        rows = PageImage.objects.filter(sha256=self.upload.sha256, page=number)
        row = rows.only("page", "width", "height").first()
        return TrialPicture(row.page, row.width, row.height, tuple(boxes.get(number, ()))) if row else None

    @cached_property
    def _chosen(self) -> tuple[int, int] | None:
        node = next((node for node in self._nodes() if node["id"] == self.at), None)
        if node is None:
            return None
        facts = node["facts"]
        place = facts[self._fact] if self._fact is not None and self._fact < len(facts) else node
        return place["start"], place["end"]

    def _nodes(self) -> Iterator[dict[str, Any]]:
        return (node for document in self.documents for node in document["nodes"])


def boxes_of(places: Sequence[Place], start: int, end: int) -> dict[int, list[Box]]:
    """The boxes of text[start:end] by page, one for each line of print."""
    found: dict[int, list[Box]] = {}
    for place in places:
        first, last = max(start, place.start), min(end, place.end) - 1
        if first > last or not (left := place.box_of(first)) or not (right := place.box_of(last)):
            continue
        found.setdefault(place.page, []).append((left[0], left[1], right[2], right[3]))
    return found
