"""Boxes in which a page says what its document is (索引号, 文号, 成文日期 …) → what they say, and where they stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from importers.parsing.formats.page_blocks import Block
from importers.parsing.formats.page_lines import LABELS, LABELS_OF_BOXES

# “文号：…”, which a page says of its document in a box of its own; what stands behind it in the line is another.
_BEHIND = r"[：:]?(.{0,120}?)(?:(?:浏览次数|浏览量|点击数|来源|信息来源|字体|字号)[：:].{0,80})?"
_ALONE, _IN_BOX = (re.compile(f"({labels}){_BEHIND}") for labels in (LABELS, LABELS_OF_BOXES))
_BESIDE = re.compile(r"\s*[｜|]\s*|[\s\u3000]{2,}|\u3000")
_LEAST_LABELS = 3  # that a box has
_MOST = 0.6  # of a box's lines that have a label, or stand behind one


def information(blocks: Sequence[Block], *, in_box: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what a box says: “文号：…” in one piece, or the label in one cell and the value in the next."""
    pattern = _IN_BOX if in_box else _ALONE
    for block in blocks:
        label = ""
        if len(block.cells) == 1 and len(several := _several(block.text, pattern)) > 1:
            yield from several
            continue
        for cell in block.cells:
            labelled = pattern.fullmatch(_bare(cell.text))
            if labelled and (
                "：" in cell.text or ":" in cell.text or len(block.cells) > 1 or labelled[1] == "基本信息"
            ):
                label = labelled[1]
                if labelled[2]:
                    yield label, labelled[2]
                elif len(block.cells) == 1:
                    yield label, ""
            elif label and cell.text:
                yield label, cell.text
                label = ""


def _several(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """What a line says side by side: “文号：… ｜ 成文日期：… ｜ 来源：…”; [] where it says anything else."""
    parts = [pattern.fullmatch(_bare(part)) for part in _BESIDE.split(text) if part.strip()]
    return [(each[1], each[2]) for each in parts if each and each[2]] if all(parts) else []


def cards(blocks: Sequence[Block]) -> set[int]:
    """The elements that are boxes: nearly all that they hold are labels and what these say."""
    lines: Counter[int] = Counter()
    belonging: Counter[int] = Counter()
    labels: dict[int, set[str]] = defaultdict(set)
    is_behind = False
    for block in blocks:
        found = list(information([block], in_box=True)) or _unfilled(block)
        for element in block.way:
            lines[element] += 1
            belonging[element] += bool(found) or is_behind
            labels[element].update(label for label, _ in found)
        is_behind = any(not value for _, value in found)
    return {
        element
        for element, names in labels.items()
        if len(names) >= _LEAST_LABELS and belonging[element] >= _MOST * lines[element]
    }


def _unfilled(block: Block) -> list[tuple[str, str]]:
    """The labels of a row that says nothing behind them."""
    found = [_IN_BOX.fullmatch(_bare(cell.text)) for cell in block.cells[:1]]
    return [(each[1], "") for each in found if each and len(block.cells) == 1 and not each[2]]


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000]", "", text)
