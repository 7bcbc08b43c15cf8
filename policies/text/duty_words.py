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
}
_HEADS = "|".join(LABEL_HEADS)
_NOUN = "单位|部门|处室|科室|机构|机关|主体"
_BEFORE = "第[一二]|政策|任务|工作|主要|具体|共同|省级|市级|区级|县级|省直|市直"
# “牵头（责任）单位：”, “责任单位（部门）：”, “责任单位和部门：”, “牵头：”
_LABEL = (
    rf"(?:{_BEFORE})?(?:(?P<head>{_HEADS})(?:[（(]?(?:{_HEADS})[）)]?)?"
    rf"(?:{_NOUN})(?:[（(](?:{_NOUN})[）)]|[、和及与/](?:{_NOUN}))?|(?P<alone>牵头|主办|配合|协办))为?\s?[：:∶︰]"
)
# What else an annotation tells, each a field of its own.
DUE, SCOPE, OTHER = "due", "scope", "other"
_FIELDS = {
    DUE: "(?:完成|办结|推进|工作|截止)(?:时限|时间|期限)|时限要求|时间(?:节点|要求|安排)|进度(?:安排|要求)",
    SCOPE: "适用范围|推广范围|实施范围|试点范围|适用对象|适用区域|推广区域",
    OTHER: "责任人|(?:责任|牵头|分管)领导|联系人|(?:联系|咨询|服务|监督)电话|备注|工作目标|政策依据|(?:执行|有效)期限?",
}
_FIELD = "|".join(rf"(?P<{name}>{words})" for name, words in _FIELDS.items())
MARK = re.compile(rf"{_LABEL}|(?:{_FIELD})\s?[：:∶︰]")


def role_of(mark: re.Match[str]) -> str:
    """The role that a label gives, or "" where the mark opens another field: “完成时限：”."""
    return LABEL_HEADS.get(mark["head"] or mark["alone"] or "", "")


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
