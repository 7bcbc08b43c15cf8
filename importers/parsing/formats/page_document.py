"""A page's blocks → those of the document in it, and what the page says of it.

A document is where a page has its sentences: the innermost element that holds nearly all of them. What stands around
it, navigation, share buttons, related links, is told by having none, by being links, by its names and by its words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, groupby

from importers.parsing.formats.page_blocks import Block, PageCell
from importers.parsing.formats.page_cards import cards, information
from importers.parsing.formats.page_lines import heads_links, is_around, is_attachment, is_attachments_head, is_sites
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
# “（转载）”, “【关注】”: what a page puts before a title.
_REPRINTED = re.compile(r"[（(【\[][^（）()【】\[\]]{1,8}[）)】\]]")
# What a title ends with; a site's own name ends otherwise.
_KIND = re.compile(
    r"(?:意见|措施|办法|方案|计划|规划|规定|细则|通知|决定|条例|纲要|要点|公告|通告|批复|函|令|政策|清单|指南|目录|名单|规程|标准|制度"
    r"|安排)(?:[（(].{1,8}[）)])?$"
)
_SOURCE = re.compile(r"来源\s?[：:]\s?([\u4e00-\u9fff、]{4,30}?)(?=\s|$|[【\[（(|]|字[体号]|浏览|作者|发布|打印)")
_MOSTLY = 0.95  # of an element's sentences stand in the one inside it that is gone into
_PART = 0.3  # of a page's sentences that an element called “print” has at least if it is the document's own
LEAST = 60  # characters of sentences that a document has at the very least
_HEAD = 14  # blocks at each end among which a page's own lines are looked for


@dataclass(frozen=True, slots=True)
class PageDocument:
    """The blocks of the document of a page, none where it has none; and what the page says of it in a box."""

    blocks: Sequence[Block]
    information: Mapping[str, str]


def find(blocks: Sequence[Block], metadata: Mapping[str, str]) -> PageDocument:
    """The document of a page."""
    own = _named_as_own(blocks)
    if sentences(own) < LEAST:
        return PageDocument((), {})
    innermost = _innermost(own)
    inside = _trimmed(_without_cards(innermost))
    known = {block.cells for block in inside}
    outside = [block for block in blocks if block.cells not in known]
    told = {label: value for label, value in information(outside) if value}
    told = {**dict(_sources(outside)), **told}
    above = _above(own, inside)
    return PageDocument([*_title(blocks, above, inside, metadata), *_numbers(above, inside), *inside], told)


def _sources(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield whose text it is, as one of a page's own lines says among others: “时间：…　来源：市商务局　打印”."""
    for block in blocks:
        if is_around(block.text) and (found := _SOURCE.search(block.text)):
            yield "来源", found[1]


def _weight(block: Block) -> int:
    """Return how many characters a block adds to a document: a sentence's, or a table's; links and what a site says of
    itself add none.
    """
    is_prose = (len(block.cells) > 1 or _SENTENCE.search(block.text)) and not is_sites(block.text)
    return max(0, len(block.text) - block.links) if is_prose else 0


def sentences(blocks: Sequence[Block]) -> int:
    """Return how many characters of sentences there are in blocks."""
    return sum(map(_weight, blocks))


@lru_cache(maxsize=1000)
def _is_around(name: str) -> bool:
    return bool(_AROUND.search(name))


def _named_as_own(blocks: Sequence[Block]) -> list[Block]:
    """The blocks but for those in elements that are called a page's own, or are headed so, and hold no part to speak
    of.
    """
    weights: Counter[int] = Counter()
    for block in blocks:
        for element in block.way:
            weights[element] += _weight(block)
    whole = sentences(blocks)
    least, half = _PART * whole, whole / 2
    headed = set(_headed(blocks))

    def is_own(block: Block) -> bool:
        named = zip(block.way, block.names, strict=True)
        return not any(
            (weights[element] <= least and _is_around(name)) or (weights[element] <= half and element in headed)
            for element, name in named
        )

    return [block for block in blocks if is_own(block)]


def _headed(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the elements that begin with “相关新闻” and the like: what they hold are links with their first lines."""
    holding = Counter(element for block in blocks for element in block.way)
    for block in blocks:
        if heads_links(block.text):
            yield from [element for element in block.way if holding[element] > 1][-1:]


def _without_cards(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without what a page says of its document in a box of its own, above or below it."""
    boxes = cards(blocks)
    text = [not boxes.intersection(block.way) for block in blocks]
    weighty = [index for index, block in enumerate(blocks) if text[index] and _weight(block)]
    first, last = (weighty[0], weighty[-1]) if weighty else (0, len(blocks))
    return [block for index, block in enumerate(blocks) if text[index] or first < index < last]


def _innermost(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of the innermost element that holds nearly all sentences: element by element inwards."""
    depth = 0
    while True:
        weights: Counter[int] = Counter()
        for block in blocks:
            if len(block.way) > depth:
                weights[block.way[depth]] += _weight(block)
        best, weight = weights.most_common(1)[0] if weights else (0, 0)
        if weight < _MOSTLY * sentences(blocks) or _is_leaf(blocks, best, depth):
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
    within: list[Block] = []
    for index, block in enumerate(blocks):
        if first <= index <= last or block.picture or not (_is_links(block, within) or _is_box(block)):
            within.append(block)
    end = len(within) - _HEAD
    return [block for index, block in enumerate(within) if _HEAD <= index < end or not is_around(block.text)]


def _is_box(block: Block) -> bool:
    return is_around(block.text) or any(True for _ in information([block]))


def _is_links(block: Block, before: Sequence[Block]) -> bool:
    """Return what else one may read, all of it a link; but a document's attachments, which are links as well, are
    its own, each in a line below the first.
    """
    plain = _bare(block.text)
    if is_attachments_head(plain) or (before and is_attachment(plain) and _lists_attachments(before)):
        return False
    return bool(plain) and block.links >= len(plain) * 0.9


def _lists_attachments(before: Sequence[Block]) -> bool:
    """Whether the last of these lines is “附件：”, or an attachment below it."""
    above = dropwhile(lambda block: is_attachment(_bare(block.text)), reversed(before))
    return is_attachments_head(_bare(next((block.text for block in above), "")))


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
    for lines in [*_headings(above), *_headings(blocks)]:
        text = _bare("".join(line.text for line in lines))
        if len(text) > 7 and (text == named if named else _is_title(text, lines[-1], above, of_page)):
            return [] if text in shown else lines
    return [Block((PageCell(metadata["ArticleTitle"], "head/meta[ArticleTitle]"),), (), ())] if len(named) > 5 else []


def _headings(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield blocks one by one, but the lines of one heading together."""
    for _, lines in groupby(blocks, key=lambda block: block.way[-1] if block.heading and block.way else id(block)):
        yield list(lines)


def _is_title(text: str, block: Block, above: Sequence[Block], of_page: str) -> bool:
    """Whether a line names a kind of document, and is the page's title or a heading right above the document."""
    return bool(_KIND.search(text)) and (text in of_page or (block.heading and block in above))


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000]", "", text)
