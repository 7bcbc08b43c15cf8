"""A page's blocks → those of the document in it, and what the page says of it.

A document is where a page has its sentences: the innermost element that holds nearly all of them. What stands around
it, navigation, share buttons, related links, is told by having none, by being links, by its names and by its words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from importers.parsing.formats.page_blocks import Block, PageCell
from importers.parsing.formats.page_lines import LABELS, is_around, is_foot
from policies.text import document_numbers

_SENTENCE = re.compile(r"[。；！？，]")
# How class and id call what is around a document, as words or with something behind: “share”, “art-share”, “footer2”.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:share|bdshare|fenxiang|print|dayin|breadcrumb|crumb|curb|dqwz|weizhi|location|position|nav|mainnav"
    r"|menu|foot|bottom|copyright|header|top-?bar|toolbar|sidebar|related?|xgwj|xgld|xgxx|xgyd|xgjd|ewm|qr-?code|saoma"
    r"|erweima|comment|login|search|banner|font-?size|setfont|zihao|friend-?links?|hot|recommend|prev-?next|pager"
    r"|pagination|wechat|weixin|weibo|player|audio)[a-z]{0,8}\d{0,3}(?=$|[\s_-])",
    re.IGNORECASE,
)
# “文号：…”, which a page says of its document in a box of its own; what stands behind it in the line is another.
_INFORMATION = re.compile(
    rf"({LABELS})[：:]?(.{{0,120}}?)(?:(?:浏览次数|浏览量|点击数|来源|信息来源|字体|字号)[：:].{{0,80}})?"
)
# “（转载）”, “【关注】”: what a page puts before a title.
_REPRINTED = re.compile(r"[（(【\[][^（）()【】\[\]]{1,8}[）)】\]]")
# What a title ends with; a site's own name ends otherwise.
_KIND = re.compile(
    r"(?:意见|措施|办法|方案|计划|规划|规定|细则|通知|决定|条例|纲要|要点|公告|通告|批复|函|令|政策|清单|指南|目录|名单|规程|标准|制度"
    r"|安排)(?:[（(].{1,8}[）)])?$"
)
_MOSTLY = 0.95  # of an element's sentences stand in the one inside it that is gone into
_PART = 0.3  # of a page's sentences that an element called “print” has at least if it is the document's own
_LEAST = 60  # characters of sentences that a document has at the very least
_HEAD = 14  # blocks at each end among which a page's own lines are looked for


@dataclass(frozen=True, slots=True)
class PageDocument:
    """The blocks of the document of a page, none where it has none; and what the page says of it in a box."""

    blocks: Sequence[Block]
    information: Mapping[str, str]


def find(blocks: Sequence[Block], metadata: Mapping[str, str]) -> PageDocument:
    """The document of a page."""
    own = _named_as_own(blocks)
    if _sentences(own) < _LEAST:
        return PageDocument((), {})
    inside = _trimmed(_innermost(own))
    known = {block.cells for block in inside}
    outside = [block for block in blocks if block.cells not in known]
    information = {label: value for label, value in _information(outside) if value}
    above = _above(own, inside)
    return PageDocument([*_title(blocks, above, inside, metadata), *_numbers(above, inside), *inside], information)


def _weight(block: Block) -> int:
    """Return how many characters a block adds to a document: a sentence's, or a table's; links and a page's foot add
    none.
    """
    is_prose = (len(block.cells) > 1 or _SENTENCE.search(block.text)) and not is_foot(block.text)
    return max(0, len(block.text) - block.links) if is_prose else 0


def _sentences(blocks: Sequence[Block]) -> int:
    return sum(map(_weight, blocks))


@lru_cache(maxsize=1000)
def _is_around(name: str) -> bool:
    return bool(_AROUND.search(name))


def _named_as_own(blocks: Sequence[Block]) -> list[Block]:
    """The blocks but for those in elements that are called a page's own, and hold no part to speak of."""
    weights: Counter[int] = Counter()
    for block in blocks:
        for element in block.way:
            weights[element] += _weight(block)
    least = _PART * _sentences(blocks)

    def is_own(block: Block) -> bool:
        named = zip(block.way, block.names, strict=True)
        return not any(weights[element] <= least and _is_around(name) for element, name in named)

    return [block for block in blocks if is_own(block)]


def _innermost(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of the innermost element that holds nearly all sentences: element by element inwards."""
    depth = 0
    while True:
        weights: Counter[int] = Counter()
        for block in blocks:
            if len(block.way) > depth:
                weights[block.way[depth]] += _weight(block)
        best, weight = weights.most_common(1)[0] if weights else (0, 0)
        if weight < _MOSTLY * _sentences(blocks) or _is_leaf(blocks, best, depth):
            return blocks
        blocks = [block for block in blocks if len(block.way) > depth and block.way[depth] == best]
        depth += 1


def _is_leaf(blocks: Sequence[Block], element: int, depth: int) -> bool:
    """Whether nothing stands deeper than the element: it is a paragraph, or a table, that says nearly everything."""
    return not any(len(block.way) > depth + 1 and block.way[depth] == element for block in blocks)


def _trimmed(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without a page's own lines at the head and at the tail, and without links and boxes around it."""
    weighty = [index for index, block in enumerate(blocks) if _weight(block) and not _is_box(block)]
    first, last = (weighty[0], weighty[-1]) if weighty else (0, len(blocks))
    within = [
        block
        for index, block in enumerate(blocks)
        if first <= index <= last or block.picture or not (_is_links(block) or _is_box(block))
    ]
    end = len(within) - _HEAD
    return [block for index, block in enumerate(within) if _HEAD <= index < end or not is_around(block.text)]


def _is_box(block: Block) -> bool:
    return is_around(block.text) or any(True for _ in _information([block]))


def _is_links(block: Block) -> bool:
    """Return what else one may read, all of it a link; but a document's attachment, which is one as well, is
    its own.
    """
    plain = _bare(block.text)
    return bool(plain) and block.links >= len(plain) * 0.9 and not plain.startswith("附件")


def _information(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield what a box says: “文号：…” in one piece, or the label in one cell and the value in the next."""
    for block in blocks:
        label = ""
        for cell in block.cells:
            labelled = _INFORMATION.fullmatch(_bare(cell.text))
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


def _above(own: Sequence[Block], inside: Sequence[Block]) -> Sequence[Block]:
    """The blocks right above the document: pages put its title and its number into elements of their own."""
    at = next((index for index, block in enumerate(own) if inside and block is inside[0]), 0)
    return own[max(0, at - _HEAD) : at]


def _numbers(above: Sequence[Block], inside: Sequence[Block]) -> list[Block]:
    """The lines above the document that are its number, where its own first lines do not say it."""
    shown = _bare("".join(block.text for block in inside[:15]))
    return [block for block in above if document_numbers.on_line(block.text) and _bare(block.text) not in shown]


def _title(
    blocks: Sequence[Block], above: Sequence[Block], inside: Sequence[Block], metadata: Mapping[str, str]
) -> list[Block]:
    """The page's heading, where the document's own first lines do not say it."""
    shown = _bare("".join(block.text for block in inside[:15]))
    named = _bare(metadata.get("ArticleTitle", ""))
    if named and _REPRINTED.sub("", named) in shown:
        return []
    of_page = _bare(metadata.get("title", ""))
    for block in [*above, *blocks]:
        text = _bare(block.text)
        if len(text) > 7 and (text == named if named else _is_title(block, above, of_page)):
            return [] if text in shown else [block]
    return [Block((PageCell(metadata["ArticleTitle"], "head/meta[ArticleTitle]"),), (), ())] if len(named) > 5 else []


def _is_title(block: Block, above: Sequence[Block], of_page: str) -> bool:
    """Whether a block names a kind of document, and is the page's title or a heading right above the document."""
    text = _bare(block.text)
    return bool(_KIND.search(text)) and (text in of_page or (block.heading and block in above))


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000]", "", text)
