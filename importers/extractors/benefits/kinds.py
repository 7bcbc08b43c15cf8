"""Kinds of giving: whether a clause gives anything, and by what, or only names, leads to or hinders a gift."""

import re

from importers.extractors.benefits.clauses import Span
from importers.extractors.benefits.gifts import (
    CARRIED_OUT,
    EASE,
    ENCOURAGE,
    GIVE,
    LEND,
    LENT,
    MONEY,
    NO_MONEY,
    PERMIT,
    SOCIAL,
    TAX,
    cue_of,
    instrument_of,
)
from importers.extractors.benefits.givers import ADVERB, ASKS, SPREAD, TASK
from importers.extractors.benefits.receivers import NOUN

# A gift named in what somebody else is or does: “对减免租金的房屋业主，…”, “因减免租金影响…的”.
_ONLY_NAMED = re.compile(
    r"^\s*(?:对于?|因|凡|由)[^，。；]*(?:减免|免征|缓缴|返还|抵扣)[^，。；]*的[^，。；]{0,12}$|的\s*$|享受[^，。；]*期[间限]\s*$"
    rf"|^\s*对于?[^，。；]{{2,70}}(?:{NOUN})$"
)
_EMBEDDED = re.compile(
    r"(?:指导|帮助|推动|引导|确保|方便|宣传|督促)[^，。；]{0,12}(?:企业|主体|纳税人|群众)[^，。；]{0,6}享受|享受\s*$"
)
_OF_THE_STATE = re.compile(
    r"(?:对|给)[^，。；]*(?:地方|部门|市县|市、县|各市|县|乡镇|街道|干部|工作人员)[^，。；]{0,4}(?:给予|予以)|工作补贴|工资"
)
_FRAMED = re.compile(rf"^\s*{ADVERB}(?:健全|完善|制定|建立|出台|修订|研究|推广|宣传|加强)")
# What somebody is asked to do better (优化产品和服务), which gives nobody anything, or to get themselves (争取…支持).
_BETTER = re.compile(
    r"^[　\s]*(?:[^，。；对为向]{0,16})(?:优化|完善|提升|创新)[^，。；对为向]{0,12}"
    r"(?:产品|服务|机制|流程)[^，。；对为向]{0,4}$"
)
_STRIVES = re.compile(
    r"争取[^，。；]{2,20}支持|占比[^，。；]*(?:提高|提升|增加)|(?:提升|提高|增强)[^，。；]*(?:能力|水平|质量|素质|竞争力)\s*$"
)
# Bans that guard nobody from the state: what people must not do (禁止下列行为, 一经选择，…不得变更), and what those
# must not who had something (获补助的企业不得迁出).
_BANS_OF_THEIRS = re.compile(
    r"(?:禁止|严禁|不得|不准)(?:有|从事|实施)?(?:下列|以下)"
    r"|不得(?:擅自|随意|再|提前)?(?:变更|转让|转租|转借|迁出|注销|挪用|截留|套取|虚报|抵押|改变[^，。；]{0,8}用途)$"
    r"|^[　\s]*(?:申报|申请|获[得补奖]|享受|受[补助])[^，。；]{0,14}(?:企业|单位|人|者|主体|项目)"
    r"[^，。；]{0,10}(?:不得|严禁)"
)
# What an office may decide for itself: 县级政府可以根据气象条件延长; what it may give stays a gift.
_OFFICE_MAY = re.compile(
    r"^[　\s]*[^，。；对向为给]{0,24}(?:政府|部门|机关|[局厅委])(?:[（(][^）)]*[）)])?可(?:以|根据|结合|视|按)"
    r"(?![^，。；]*(?:给予|予以|奖励|补[贴助]|减|免|返还|资助|支持|优先|贴息))"
)
# Who only brings people together: 加强高校与企业的人才对接.
_BROUGHT_TOGETHER = re.compile(r"[与和][^，。；]*对接(?![^，。；]*服务)")
# What they do to themselves: 创新融资方式, 完善定价机制, 合理确定期限; and what that is to lead to, 更好为….
_INWARD = re.compile(
    rf"^[　\s]*{ADVERB}(?:{ASKS}[^，。；对为向]{{0,14}})?(?:创新|完善|优化|健全|改进|合理确定)[^，。；对为向]{{0,12}}"
    r"(?:方式|模式|机制|流程|结构|体系|制度|期限)$|^[　\s]*更好|放大倍数"
)
# What lenders asked in the sentence before are to do, though nobody is asked in this one.
_LENT_ON = re.compile(r"(?:加大|增加|发放)[^，。；]*(?:贷款|信贷|授信|投放)")
FISCAL = re.compile(r"财政|奖励|奖补|补贴|补助|补偿|专项资金|政府(?!性)")


def kind_of(plain: str, mode: str, *, is_after_lender: bool) -> tuple[str, int]:
    """Return what kind of giving a clause is, '' for none, and where in it the giving begins.

    ``mode`` is the way that the sentence so far says; a clause ``is_after_lender`` if the sentence before asked one.
    """
    if _BANS_OF_THEIRS.search(plain) or _OFFICE_MAY.search(plain):
        return "", 0
    if _gives_no_money(plain) or _ONLY_NAMED.search(plain) or _EMBEDDED.search(plain) or _OF_THE_STATE.search(plain):
        return "", 0
    cue = cue_of(plain)
    goes_on = mode == "" and is_after_lender and cue is None and _LENT_ON.search(plain)
    third = mode == ENCOURAGE or goes_on
    lent = MONEY.search(plain) if third and LENT.search(plain) else None
    if lent and (cue is None or cue[0] in (GIVE, TAX)) and not FISCAL.search(plain):
        gives_nothing = instrument_of(LEND, "", plain, "") == "其他" and (
            mode == "" or _BROUGHT_TOGETHER.search(plain) or _BETTER.search(plain)
        )
        is_inward = bool(_INWARD.search(plain) or _STRIVES.search(plain))
        return ("", 0) if gives_nothing or is_inward else (LEND, lent.start())
    if cue is not None:
        return cue[0], cue[1].start()
    if carried_out := CARRIED_OUT.search(plain):
        return (GIVE if SOCIAL.search(carried_out["what"]) else TAX), carried_out.start("what")
    return "", 0


def _gives_no_money(plain: str) -> bool:
    """Whether a clause speaks of rules, counts and campaigns; what only leads to a gift does not: 按…办法给予补贴."""
    named = NO_MONEY.search(plain)
    if named is None:
        return False
    given = cue_of(plain[named.end() :])
    return given is None or given[0] != GIVE


def is_task(kind: str, plain: str, own: tuple[Span, ...]) -> bool:
    if kind in (GIVE, TAX) and _FRAMED.match(plain):
        return not own
    if kind == EASE and SPREAD.match(plain):
        return True
    return kind in (GIVE, PERMIT) and not own and bool(TASK.match(plain))
