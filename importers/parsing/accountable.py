"""Lines of a text that nobody signed → the office that answers for it: who explains it, or takes applications.

A guide as a site puts it up has neither letterhead nor signature, but “本指南由石桥市商务局负责解释”, or
“受理单位：石桥市商务局”.
"""

import re
from collections.abc import Iterable, Iterator

from importers.parsing import roles
from policies.text.numbering import match

# Of a regulation, another than who issued it may explain it.
_GUIDE = re.compile("指南|指引|须知|手册|问答|清单|明白[卡纸]|公告|通告|[申办]报")
_EXPLAINS = re.compile(
    r"由(?P<one>[\u4e00-\u9fff、和]{4,40}?)(?:会同[^，。；]{2,40}?)?负责(?:具体)?解释"
    r"|解释权?(?:归|属于)(?P<other>[\u4e00-\u9fff、]{4,40}?)(?:所有|[，。；]|$)"
)
_LABEL = re.compile(
    r"(?:业务)?(?:申报)?(?:受理|主管|组织|经办|实施)(?:单位|部门|机关|机构)(?:[：:]|(?P<heading>[。]?$))"
)
_FIRST = re.compile(r"[^，,。；;：:（(]{4,60}")
# “石桥市”, “2024年石桥市首店奖励申报指南”: the place of a title, which “市商务局” leaves out.
_PLACE = re.compile(r"(?:^|年度?|关于|印发)(?P<place>[\u4e00-\u9fff]{2,4}?(?P<level>[省市县区州旗]))")
_RELATIVE = re.compile("[省市县区州旗](?![省市县区州旗])")
# 云海市科学技术局|高新科
_SECTION = re.compile(r"(?<=[局委厅])(?!员会)[\u4e00-\u9fff]{2,8}[科处室]$")
_NOWHERE = re.compile("各|本|园区|辖区|所在|属地|当地|有关|相关")


def offices(texts: Iterable[str], title: str) -> tuple[str, ...]:
    """The offices that explain a text, else those that take what is applied for; () where none is named in full."""
    if not _GUIDE.search(title):
        return ()
    texts = tuple(texts)
    for named in (_explaining(texts), _labelled(texts)):
        found = {_offices(printed, title) for printed in named}
        if len(found) == 1:  # of a list of policies each has its own
            return found.pop()
    return ()


def _offices(printed: str, title: str) -> tuple[str, ...]:
    named = (_SECTION.sub("", name) for name in roles.offices(printed.replace("和", "、")))
    full = tuple(_in_full(name, title) for name in named)
    return full if all(full) else ()


def _explaining(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for found in _EXPLAINS.finditer(text):
            yield found["one"] or found["other"]


def _labelled(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands behind a label, or below it where it is a heading: “四、受理单位”."""
    for index, text in enumerate(texts):
        marker = match(text)
        label = _LABEL.match(text[marker.end :].strip() if marker else text)
        if label is None:
            continue
        printed = texts[index + 1 : index + 2] if label["heading"] is not None else (label.string[label.end() :],)
        for words in printed:
            if first := _FIRST.match(words.strip()):
                yield first[0]


def _in_full(name: str, title: str) -> str:
    """A name with its place: 石桥市商务局 for 市商务局 in a text about 石桥市; '' where nobody can tell."""
    if _NOWHERE.match(name):
        return ""
    if not _RELATIVE.match(name):
        return name
    place = _PLACE.search(title)
    return place["place"] + name[1:] if place and name.startswith(place["level"]) else ""
