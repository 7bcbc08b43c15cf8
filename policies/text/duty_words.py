"""The words by which an annotation says what an office does: labels (“牵头单位：”), verbs (“…负责”), and other fields.

What stands beside the offices is a field of its own: 完成时限, 适用范围. All is a table: a new label is a new word.
"""

import re

LEAD, RESPONSIBLE, SUPPORT = "lead", "responsible", "support"

# “牵头单位”, “责任部门”, “配合处室”: a head says the role, a noun that offices follow.
LABEL_HEADS = {
    "牵头": LEAD,
    "主办": LEAD,
    "主责": LEAD,
    "责任": RESPONSIBLE,
    "负责": RESPONSIBLE,
    "承办": RESPONSIBLE,
    "落实": RESPONSIBLE,
    "实施": RESPONSIBLE,
    "执行": RESPONSIBLE,
    "推进": RESPONSIBLE,
    "主管": RESPONSIBLE,
    "兑现": RESPONSIBLE,
    "办理": RESPONSIBLE,
    "配合": SUPPORT,
    "协办": SUPPORT,
    "协同": SUPPORT,
    "协助": SUPPORT,
    "协作": SUPPORT,
    "参与": SUPPORT,
    "参加": SUPPORT,
    "支持": SUPPORT,
    "指导": SUPPORT,
    "监督": SUPPORT,
    "督导": SUPPORT,
    "督办": SUPPORT,
    "保障": SUPPORT,
    "组织": RESPONSIBLE,
    "受理": RESPONSIBLE,
    "管理": RESPONSIBLE,
}
_HEADS = "|".join(LABEL_HEADS)
_NOUN = "单位|部门|处室|科室|机构|机关|主体"
_BEFORE = "第[一二]|政策|任务|工作|主要|具体|共同|省级|市级|区级|县级|省直|市直"
_COLON = "[：:∶︰｜]"
_OPEN, _CLOSE = r"[（(〔［\[【〖]", r"[）)〕］\]】〗]"
# “牵头（责任）单位：”, “责任单位（部门）：”, “责任单位和部门：”, “牵头：”
_LABEL = (
    rf"(?:{_BEFORE})?(?:(?P<head>{_HEADS})(?:[（(]?(?:{_HEADS})[）)]?)?"
    rf"(?:{_NOUN})(?:[（(](?:{_NOUN})[）)]|[、和及与/](?:{_NOUN}))?|(?P<alone>牵头|主办|责任|负责|承办|配合|协办|协同|参与))为?"
)
# What else an annotation tells, each a field of its own.
DUE, SCOPE, OTHER = "due", "scope", "other"
_FIELDS = {
    DUE: "(?:完成|办结|推进|工作|截止)(?:时限|时间|期限)|时限要求|时间(?:节点|要求|安排)|进度(?:安排|要求)",
    SCOPE: "(?:适用|推广|实施|试点)(?:范围|区域)",
    OTHER: "适用对象|责任人|(?:责任|牵头|分管)领导|联系人|(?:联系|咨询|服务|监督)电话|备注|工作目标|政策依据"
    "|(?:执行|有效)期限?",
}
_FIELD = "|".join(rf"(?P<{name}>{words})" for name, words in _FIELDS.items())
# Until when something holds, said among offices: “政策执行期至2025年底”.
LASTS = "(?:政策)?(?:执行|实施|施行|延续|持续)(?:期限?)?[至到为]"
# A label has a colon behind it, brackets around it (“【责任单位】市商务局”), or 均为 (“责任单位均为市商务局”), or it
# stands at an edge with a blank between it and a name (“责任单位　市商务局”).
_NAME = (
    r"(?=(?:各|[省市区县州旗]|自治|国家|中国|人民银行)[\u4e00-\u9fff（(]"
    r"|[\u4e00-\u9fff]{2,8}(?:局|委|厅|办)(?:[、，,；;。\n]|$))"
)
MARK = re.compile(
    rf"(?P<open>{_OPEN}\s?)?(?P<edge>(?<![^\s（(〔［\[【〖；;，,。]))?(?:{_LABEL}|(?:{_FIELD}))"
    rf"(?(open)\s?{_CLOSE}\s?{_COLON}?|(?:\s?{_COLON}|[均都]?为{_NAME}|(?(edge)[ \t\u3000]{{1,4}}{_NAME}|(?!))))"
)
# “此项工作由市商务局牵头”: what leads up to the first name of a sentence that says who does it.
BY = re.compile(
    r"(?:(?:此项|本项|该项|以上|上述|相关|具体|各项)?(?:工作|任务|措施|政策|事项|政策措施)(?:具体|统一|均|都)?)?由"
)


def role_of(mark: re.Match[str]) -> str:
    """The role that a label gives, or "" where the mark opens another field: “完成时限：”."""
    return LABEL_HEADS.get(mark["head"] or mark["alone"] or "", "")


# “各县（市、区）政府均为|责任单位”: a label behind the names, as what is said of them; ``said`` is its head.
SAID = rf"(?P<said>{_HEADS})(?:单位|部门|主体)"

# A clause's last verb gives the role of the offices before it.
VERBS = {
    "牵头": LEAD,
    "主办": LEAD,
    "负责": RESPONSIBLE,
    "落实": RESPONSIBLE,
    "实施": RESPONSIBLE,
    "承办": RESPONSIBLE,
    "推进": RESPONSIBLE,
    "配合": SUPPORT,
    "协助": SUPPORT,
    "协同": SUPPORT,
    "协办": SUPPORT,
    "参与": SUPPORT,
    "参加": SUPPORT,
    "指导": SUPPORT,
}
