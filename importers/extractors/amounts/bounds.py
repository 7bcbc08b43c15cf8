"""Bounds and bases of an amount, from the words around the figure: at most, at least, per what it is given."""

import re
from dataclasses import replace

from importers.extractors.amounts.figures import ENDS_MEANT, ExtractedAmount
from importers.extractors.amounts.spans import CLAUSE, left_of

# 最低生活保障, 最低工资标准: named so, and no bound of the figure behind.
NO_BOUND = "生活|工资|保障|缴费|折旧|限价|价|等级|基数"
_RAISED = "提[高升]?|上[浮调]|放[宽大]|延长|增加?|追加|扩大|调[高整]"
# A word before the figure, with what it bounds between them: 最高奖励 100 万元, 不超过企业…失业保险费的 30%.
BEFORE = (
    (
        "max",
        r"(?:最高[\u4e00-\u9fff]{0,6})?(?:不(?:得|能|可|宜)?|未)(?:超过|超出|高于|多于|大于|突破|逾|超(?=[ ]?$))"
        r"|封顶(?:线|金?额)?|最多|至多|上限|(?<!支付)(?<!报销)(?<!救助)(?<!保障)(?<!开票)限额(?=为?[ ]?$)",
    ),
    ("min", r"大于或?等于|≥(?=[ ]?$)"),
    ("max", r"小于或?等于|≤(?=[ ]?$)"),
    ("max", rf"最高(?!{NO_BOUND}|人民法院|学历)"),
    ("min", rf"不(?:得)?(?:低于|少于|小于)|至少|最少|下限|保底|最低(?!{NO_BOUND})|(?<![不未])满(?=[ ]?$)"),
    ("min", r"达到[或及]超过"),
    ("below", r"低于|少于|小于|不足|不到|不满|未满|未达到?"),
    ("over", r"超过|高于|大于|多于|超出|突破|逾|超(?=[ ]?$)"),
    # 可提高出资比例至50%; not 可办率达到98%
    ("max", rf"可以?(?:适当|相应|酌情|再)?(?:{_RAISED})[\u4e00-\u9fff]{{0,8}}[至到](?=[ ]?$)"),
    ("approx", r"大?约(?=[ ]?$)|将?近(?=[ ]?$)"),
)
BOUND_WORD = re.compile("|".join(f"(?P<{bound}_{i}>{words})" for i, (bound, words) in enumerate(BEFORE)))
GAP = re.compile(r"(?<!最高)(?<!最高可)(?<!最高可以)(?:给予|予以)|按|的企业|的单位|[，。；：、（(“”]")
_ENDS = rf"(?:{ENDS_MEANT})?"
AFTER = (
    ("min", re.compile(rf"[ ]?{_ENDS}[ ]?(?:及|或)?以上{_ENDS}")),
    ("below", re.compile(rf"[ ]?{_ENDS}[ ]?(?:及|或)?以下{_ENDS}")),
    ("max", re.compile(rf"[ ]?{_ENDS}[ ]?(?:以内|之内){_ENDS}|[\u4e00-\u9fff]{{0,4}}(?:幅度|限额|额度|范围)内")),
    ("max", re.compile(r"[ ]?(?:封顶|为(?:最高)?(?:上限|限额?|封顶)|的?上限)")),
    ("min", re.compile(r"[ ]?(?:为(?:最低)?(?:下限|底线|起点)|保底|起(?=[，。；、）]|$))")),
    ("approx", re.compile(r"[ ]?(?:左右|上下|不等)")),
    ("over", re.compile(r"[ ]?有余")),
    ("", re.compile(rf"[ ]?{ENDS_MEANT}")),
)
_RHYTHM = "年|半年|季度|季|月|周|日|天|学年|学期|次|期"
_ONE = (
    r"站|户|家|人|名|位|亩|吨|度|千瓦时|平方米|立方米|公里|件|项|例|辆|台|套|间|场|批|单|只|头|张|课时|生|床|胎|孩|村|镇"
    r"|个?(?:企业|项目|团队|机构|单位|基地|平台|园区|街区|品牌|网点|床位|岗位|课题)"
)
# 每站, 每户每月, 每个项目, 单个企业
PER = re.compile(
    rf"(?:每(?:{_RHYTHM}|{_ONE}|个))(?:每?(?:{_RHYTHM})(?!以|内|度))?(?:每(?:{_ONE}))?|单[个户家](?:企业|项目|机构)?"
)
# 每标箱|200元, 每班次补贴|500元: of a thing right before its sum; 每新增, 每满 tell a step.
_RIGHT_BEFORE = re.compile(
    r"每(?!新增|增加|增长|提高|超过?|满|达到?|再|多|减少|降低|笔?最高|次性)[\u4e00-\u9fff]{1,4}?"
    r"(?=(?:给予|补贴|补助|奖励|资助|收取|最高|不超过)?[ ]?$)"
)
# 5000 元/户, 240元/人/日, 35元/架次, 5元/平方米·月, 500元每人每月
_SLASHED = r"[/／](?:平方米|平米|立方米|千瓦时|公里|学年|学期|床位|[\u4e00-\u9fff]次?)"
AFTER_FIGURE_PER = re.compile(
    rf"(?:{_SLASHED}|[·・.](?:年|月|日|天|次))(?:{_SLASHED}|[·・.](?:年|月|日|天|次))*|(?:每(?:{_RHYTHM}|{_ONE}))+(?!给予|最高)"
)


def described(text: str, amount: ExtractedAmount, floor: int) -> ExtractedAmount:
    """The amount with bound and per, its quote grown over the words that bound it; never to before ``floor``."""
    changes = amount.shape == "change"  # 单位费率由75%…: what stands before “由” does not bound it
    start, before = (amount.start, "") if changes else _bound_before(text, amount.start, floor)
    end, after = _bound_after(text, amount.end)
    bound = amount.bound if amount.bound != "exact" else before or after or "exact"
    per = _per(text, amount, floor)
    return replace(amount, start=start, end=end, quote=text[start:end], bound=bound, per=per)


def _bound_before(text: str, start: int, floor: int) -> tuple[int, str]:
    """Return where the bounding word begins, and its bound; (start, "") without one."""
    window = text[max(floor, start - 32) : start]
    hits = [hit for hit in BOUND_WORD.finditer(window) if not GAP.search(window, hit.end())]
    if not hits:
        return start, ""
    return start - len(window) + hits[-1].start(), (hits[-1].lastgroup or "").partition("_")[0]


def _bound_after(text: str, end: int) -> tuple[int, str]:
    for bound, words in AFTER:
        if match := words.match(text, end):
            return match.end(), bound
    return end, ""


def _per(text: str, amount: ExtractedAmount, floor: int) -> str:
    """每站 5000 元 → 每站; 5000 元/户 → /户; "" where none is printed in the clause."""
    if match := AFTER_FIGURE_PER.match(text, amount.end):
        return match[0]
    left = left_of(text, amount.start, CLAUSE, max(floor, amount.start - 60))
    printed: list[str] = PER.findall(left)
    if printed:
        return printed[-1]
    thing = _RIGHT_BEFORE.search(left)
    return thing[0] if thing else ""
