"""Roles of times: how long a policy holds, when a task is due, how long an office may take, or only said."""

import re

from importers.extractors.deadlines.record import ExtractedDeadline
from importers.extractors.deadlines.surroundings import CLAUSE, SENTENCE, is_due, left_of, right_of

# In order, the first that matches decides; ¤ stands where the time stood.
HANDLING = re.compile(r"办结|办理|审批|回复|答复|公示|登记|报装|用电时间|到账|压减|压缩|缩短|时限")
DUE = re.compile(
    r"¤[^，。；]{0,8}(?:提交|报送|上报|报名|申报(?!指南)|提出)|力争|确保|达到|新认定|净增|开展|取消|建成|完成|实现|比重|增长|退还|培育|布局|选树"
)
TERM = re.compile(
    r"执行|政策|有效|期限|延续|继续|延长|免征|暂免|减免|免收|免缴|免除|减征|减收|减半|减按|加计|暂停|扣除|扣减|抵减|抵扣|返还|缓缴|延缓|施行"
    r"|补贴|补助|给予|奖励|激励|优惠|享受"
)


# 本办法自2022年5月1日起施行: when a text begins to hold.
FORCE = re.compile(r"^[ ]?(?:正式)?(?:施行|实施(?=[，。；\n]|$)|生效|试行|执行)")


# “2023年营业收入在2000万元以下的小微企业”: the year by which a firm is measured, and no day by which anything is due.
_BASE_YEAR = re.compile(
    r"度?(?:全年)?[^，。；！？\n0-9]{0,8}(?:收入|营收|销售额|产值|利润|纳税|税收|出口|投入|用工|参保|裁员)[^，。；！？\n]{0,24}"
    r"的[^，。；！？\n]{0,12}(?:企业|单位|主体|商户|工商户|项目|机构|平台|纳税人)"
)
# “2018年4月30日前注册登记的新能源乘用车”: what a thing is known by.
_DATED_THING = re.compile(
    r"[ ]?(?:已|新)?(?:注册|登记|成立|设立|开业|投产|建成投|参保|取得|毕业|出生|签订)[^，。；！？\n]{0,8}的(?!，)"
)


def role_of(printed: str, time: ExtractedDeadline) -> str:
    """term, due, handling or reference, from the kind and the words around."""
    if time.kind == "recurring":
        return "reference"
    if is_due(printed, time.start):
        return "due"
    sentence = left_of(printed, time.start, SENTENCE) + "¤" + right_of(printed, time.end, SENTENCE)
    known_by = {"period": _BASE_YEAR, "until": _DATED_THING}.get(time.kind)
    if known_by and known_by.match(printed, time.end):
        return "reference"
    if time.kind == "duration":
        return "handling" if time.workdays or HANDLING.search(sentence) else _length_role(printed, time)
    if time.rule == "times.from" and FORCE.search(printed[time.end : time.end + 8]):
        return "term"
    after = time.end + printed.startswith("，", time.end)  # “十四五”期间，力争培育…: the comma belongs to the adverb
    clause = left_of(printed, time.start, CLAUSE) + "¤" + right_of(printed, after, CLAUSE)
    begins = time.rule == "times.from"  # 自2025年3月1日起调整: nothing is due on the day from which it holds
    return "due" if DUE.search(clause) or not (begins or TERM.search(sentence)) else "term"


def _length_role(printed: str, time: ExtractedDeadline) -> str:
    """有效期 2 年, 暂停…预缴增值税一年: the policy's own length; any other belongs to a right or a thing."""
    left = left_of(printed, time.start, CLAUSE)
    return "term" if re.search(r"有效期|试行期?|执行期|暂停", left) else "reference"
