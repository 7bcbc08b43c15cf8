"""Rules that an annotation states for a whole document: who carries out all that follows, and that the first leads."""

import re
from dataclasses import dataclass

from policies.text.duty_words import LABEL_HEADS, RESPONSIBLE, SAID, VERBS

# 30号 §1: “…负责落实，以下措施均需各市、县人民政府落实，不再列出。”; “具体任务均涉及各区政府”, “各项工作均由各县负责”,
# “责任单位均为市商务局”
_DEFAULT = re.compile(
    r"(?:(?P<which>以下|下列|后续|上述|以上|其他|其余|各项|具体|所有|全部)(?:各项|各条|所有|具体)?"
    r"(?:措施|任务|工作|事项|条款|内容|政策|举措)?(?:任务)?(?:的?(?:责任|负责|牵头|实施)(?:单位|部门))?"
    r"|(?:责任|负责|牵头|实施)(?:单位|部门))[均都](?:需要?|由|须|应|要|涉及|请|为)"
    r"(?P<who>[^。；;]{2,80}?)"
    rf"(?=(?P<verb>{'|'.join(VERBS)})|[，,。；;）)〕】\]]\s*(?:不再|下同|$)|[。；;]|[）)〕】\]]$|$)"
)
# “各市、县（市、区）政府均为责任单位，下同”
_PREDICATE = re.compile(
    rf"(?<![^。；;，,（(〔【\[])(?P<who>[^。；;，,]{{2,60}}?)[均都也](?:作?为|是){SAID}"
    r"(?=[，,；;]?\s*(?:以下同|下同|不再))"
)
_FOLLOWING = ("以下", "下列", "后续")
# “列第一位者为牵头单位，下同”, “排在首位的为牵头部门”, “第一个单位为牵头单位”, “各任务第一单位牵头负责”
FIRST_LEADS = re.compile(
    r"(?:[列排位]?[在于]?(?:第一(?:位|个|名)?|首[位个])(?:的|者)?(?:责任|负责)?(?:单位|部门)?|[列排]前(?:的|者))"
    r"(?:为|是|系|作为)?(?:总|第一)?牵头"
)


@dataclass(frozen=True, slots=True)
class Default:
    """text[start:end] are offices that carry out more than one article; ``sentence`` is where it begins to say so."""

    sentence: int
    start: int
    end: int
    role: str
    for_all: bool


def default(text: str, start: int, end: int) -> Default | None:
    """Return whom text[start:end] makes responsible beyond its own article, or None."""
    if predicate := _PREDICATE.search(text, start, end):
        return Default(predicate.start(), *predicate.span("who"), LABEL_HEADS[predicate["said"]], True)
    found = _DEFAULT.search(text, start, end)
    if found is None:
        return None
    role = VERBS[found["verb"]] if found["verb"] else RESPONSIBLE
    return Default(found.start(), *found.span("who"), role, found["which"] not in _FOLLOWING)


def first_leads(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] says that the first office of each list leads."""
    return bool(FIRST_LEADS.search(text, start, end))
