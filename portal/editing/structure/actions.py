"""Buttons on a document's structure: a table of acts, each from a place to marks.

:func:`act` gives the draft with what a button says. It refuses in a sentence what the place cannot bear: a mark that
would not be followed is never kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from importers.parsing.lines import LineMark
from importers.parsing.print_lines import PrintLine
from policies.models import StructureMark
from policies.text import line_roles
from policies.text.line_roles import ARTICLE, ATTACHMENT, JOIN, PASSAGE, SECTION, TABLE
from portal.editing.structure.draft import Draft
from portal.editing.structure.sheet import Sheet


class ActionError(ValueError):
    """An action that a line does not allow; says why in Chinese."""


@dataclass(frozen=True, slots=True)
class ActionPlace:
    """The place where an act begins: a line of a sheet, or some words in it from ``start`` on."""

    sheet: Sheet
    line: PrintLine
    start: int

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole line."""
        return self.start == self.line.start


Say = Callable[[ActionPlace, int, Sequence[str]], list[LineMark]]


@dataclass(frozen=True, slots=True)
class Action:
    """A button: its name, label, key, and what it says of a place."""

    name: str
    label: str
    key: str
    say: Say


def _kind(kind: str) -> Say:
    return lambda place, level, columns: [LineMark(place.start, kind, level if kind == SECTION else 1)]


def _from_here(place: ActionPlace, level: int, columns: Sequence[str]) -> list[LineMark]:
    """The article that the place is in begins here; what stood before it in the article is of what comes before."""
    sheet, line = place.sheet, place.line
    if line.kind != ARTICLE or (line.opens and place.is_whole):
        raise ActionError("“本条由此开始”要选一条当中的一行或几个字。")
    begin = sheet.leaf_of(line.start)
    return [LineMark(place.start, ARTICLE), LineMark(begin, _left_over(sheet, begin))]


def _left_over(sheet: Sheet, begin: int) -> str:
    """Return the kind that an article's first lines get: they continue what stands above, never a heading."""
    above = sheet.before(begin)
    return JOIN if above and above.kind not in (SECTION, ATTACHMENT, "heading", "title") else PASSAGE


def _next_from_here(place: ActionPlace, level: int, columns: Sequence[str]) -> list[LineMark]:
    """The article behind this one begins here already."""
    following = place.sheet.next_leaf(place.line.start)
    if following is None or following.kind != ARTICLE:
        raise ActionError("没有改：后面紧接着的不是条文，“下一条由此开始”用不上。")
    return [LineMark(place.start, ARTICLE), LineMark(following.start, JOIN)]


def _table(place: ActionPlace, level: int, columns: Sequence[str]) -> list[LineMark]:
    names = place.sheet.columns_at(place.line.start)
    if not names or not place.is_whole:
        raise ActionError("没有改：这一行不是表格的行，没有栏目可选。")
    if len(columns) != len(names):
        raise ActionError(f"没有改：这张表有 {len(names)} 栏，请给每一栏选定内容。")
    return [LineMark(place.start, TABLE, columns=tuple(columns))]


ACTIONS = (
    Action(ARTICLE, "一条的开头", "t", _kind(ARTICLE)),
    Action(SECTION, "章节标题", "b", _kind(SECTION)),
    Action(PASSAGE, "段落（不成条）", "d", _kind(PASSAGE)),
    Action(JOIN, "接上文", "j", _kind(JOIN)),
    Action("from_here", "本条由此开始", "k", _from_here),
    Action("next_from_here", "下一条由此开始", "x", _next_from_here),
    Action(ATTACHMENT, "附件的开头", "f", _kind(ATTACHMENT)),
    Action(TABLE, "任务表的表头", "", _table),
)
_BY_NAME = {action.name: action for action in ACTIONS}


def place_of(sheet: Sheet, start: int, words: str, at: int | None = None) -> ActionPlace:
    """The place that a form names: a line, and in it some words, those at text[at:] where several are alike.

    Raises ActionError where there is no such line, or no such words in it.
    """
    line = sheet.at(start)
    if line is None:
        raise ActionError("没有改：请先选一行。")
    if not words.strip():
        return ActionPlace(sheet, line, start)
    text = line.line.text
    if at is None or not text.startswith(words, at):
        at = text.find(words.strip())
    if at < 0:
        raise ActionError(f"没有改：选定的这一行里没有“{words[:30]}”，请照印文抄录。")
    return ActionPlace(sheet, line, line.line.cut(at, len(text), inline=True).start)


def act(name: str, place: ActionPlace, level: int, columns: Sequence[str] = ()) -> Draft:
    """The draft with what a button says of a place. Raises ActionError where the place cannot bear it."""
    action = _BY_NAME.get(name)
    if action is None:
        raise ActionError("没有改：没有这种改法。")
    marks = action.say(place, level, columns)
    draft = place.sheet.draft.saying(*marks)
    after = place.sheet.with_draft(draft)
    for mark in marks:
        if not _is_followed(after, mark):
            label = StructureMark.Kind(mark.kind).label
            raise ActionError(f"没有改：这一行在这里不能认作“{label}”。{_WHY.get(mark.kind, '')}")
    return draft


def taken_back(sheet: Sheet, start: int) -> Draft:
    """The draft with a line as the machine reads it. Raises ActionError where nobody said anything of it."""
    if start in sheet.standing:
        return sheet.draft.saying(LineMark(start, ""))
    if start not in {mark.start for mark in sheet.draft.marks}:
        raise ActionError("没有改：这一行本来就是自动识读的。")
    return sheet.draft.without(start)


_WHY = {
    JOIN: "它前面没有可以接的文字（在文头，或上面的标题已经很长）。",
    SECTION: f"标题不能超过 {line_roles.LONGEST_HEADING} 字；只有前几个字是标题的，请把其余的字另起一条。",
    ATTACHMENT: f"附件的标题不能超过 {line_roles.LONGEST_HEADING} 字，也不能是文件的第一行。",
    PASSAGE: "附件里的表格和申报表整个是一段。",
}


def _is_followed(sheet: Sheet, mark: LineMark) -> bool:
    line = sheet.at(mark.start)
    return line is not None and _FOLLOWED[mark.kind](line, line is sheet.lines[0])


# What a line is where a mark is followed; told whether it is the first.
_FOLLOWED: dict[str, Callable[[PrintLine, bool], bool]] = {
    ARTICLE: lambda line, first: line.opens and line.kind == ARTICLE,
    SECTION: lambda line, first: line.opens and line.kind == SECTION,
    PASSAGE: lambda line, first: line.opens and line.kind not in (ARTICLE, SECTION),
    JOIN: lambda line, first: not line.opens,
    ATTACHMENT: lambda line, first: line.opens and not first and line.kind in (ATTACHMENT, "title"),
    TABLE: lambda line, first: True,
}
