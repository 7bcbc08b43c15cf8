"""Roles of amounts: given, asked for, the size of a fund, or aimed at."""

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.extractors.amounts.bounds import AFTER_FIGURE_PER, BOUND_WORD
from importers.extractors.amounts.figures import ExtractedAmount
from importers.extractors.amounts.spans import CLAUSE, SENTENCE, left_of, right_of

GIVE = (
    "给予|奖励|奖补|补助|补贴|资助|返还|扣除|抵扣|抵减|减征|减按|减半|减免|免征|优惠|下浮|上浮|支持|激励|补偿|补差"
    "|再降|下调|让利|享受|暂退|核发|允许|可利用|贴息"
)
THRESHOLD = (  # what a firm must have to qualify
    "收入|营收|营业额|销售额|单价|注册资[本金]|所得额|资产总额|资产规模|单位价值|单户授信|担保金额|费率|利润率|利润|进出口额|到位资金"
    "|到位外资|直接外资|产值|股比|投资额?|限额|纳税额|贷款"
)
FUND = (
    "出资额?的|出资部分|出资比例[至到]|增资|资本规模[^，；¤]{0,12}|(?<!资产)规模[为达]?到?|基金|安排|拿出|设立|下达[^，；¤]{0,16}"
    "|争取(?:国家)?"
)

_BEAR = "负担|分[担摊]|共担|承担"
_GIFT = "奖励|奖补|补助|补贴|资助|资金|贴息|优惠|减免|返还|待遇"
# What is not given: denied, ended or taken back, and what is to be paid for a wrong.
REFUSED = (
    rf"(?:不予|不再|不得|不给予|不享受|不可|停止|暂停|终止)[^，；¤]{{0,30}}¤[^，；]{{0,12}}(?:{_GIFT})"
    rf"|(?:不予|不再|不得|不给予|不享受|停止|暂停)(?:给予|享受|发放|申领|安排)[^，；¤]{{0,24}}¤"
    rf"|(?:取消|追回|追缴|收回|退回|责令退[还出]|扣减|核减|扣回)[^，；¤]{{0,24}}(?:¤[^，；]{{0,12}}(?:{_GIFT})|(?:{_GIFT})[^，；¤]{{0,6}}¤)"
    r"|¤[^，；]{0,16}(?:(?:停止|不再)(?:执行|发放)|(?:应当?|应予|予以|必须|须)(?:退[还回]|收回|追回|追缴))"
    r"|责令退[还回出][^，；¤]{0,12}¤|(?:追回|追缴|收回|扣减|核减|扣回)¤|(?<![\d一二两三四五六七八九十几每各此多])处以?[^，；¤]{0,10}¤|罚[款金没][^，；¤]{0,8}¤|¤的?[^，；]{0,6}(?:罚[款金]|滞纳金|违约金)"
)

# Rules in order; ¤ stands where the figure stood, bound words and spaces left out. The clause reaches from comma to
# comma, the sentence from full stop or semicolon to the next. The first that matches decides.
ROLES = tuple(
    (role, whole_sentence, re.compile(pattern))
    for role, whole_sentence, pattern in (
        ("", False, REFUSED),
        # 按 9:1 的比例共担: who bears what is given
        ("funding", False, rf"¤的?比例[^，；¤]{{0,4}}(?:{_BEAR})"),
        # 全市安排就业补助资金1.5亿元, 投入财政资金1.2亿元
        ("funding", False, r"(?:安排|下达|筹集|投入)(?!到?每)[^，；¤]{0,16}资金¤"),
        # 2000 万元的补贴, 5000 元的标准, 4%的税率, 80%的暂退比例
        ("benefit", False, r"¤的(?:(?!给予|企业|实行)[^，；]){0,6}(?:补助|补贴|奖励|支持|资助|标准|税率|优惠|比例)"),
        # 达到 500 万元的给予…, 10 亿元、50 亿元的，分别…, 34% 的准入条件
        (
            "condition",
            False,
            r"¤的(?:[^，；]{0,5}?(?:给予|实行|可|享受|条件)|$)|¤等?的[^，；¤奖补支给贷]{1,4}(?:企业|项目)$|¤等?的(?:企业|单位|项目|设备|器具|商户|店铺|小店|机构|主体|纳税人|客户|借款人|人才|人员|高管|骨干|个人|家庭|职工|员工|农户|团队)|¤的?部分",
        ),
        # 对引进500万欧元设备的，给予…
        ("condition", False, r"对(?!于)[^，；¤]{0,20}¤[^，；]{0,20}(?<!给予)的$"),
        # 对年零售额超过10亿元且增速超过15%的平台企业，给予…
        (
            "condition",
            False,
            r"^对(?!于)[^，；¤给奖补]{0,30}¤[^，；给]{0,24}的(?![^，；]*(?:奖|补|支持|资助|贷款))[^，；¤给]{1,10}$",
        ),
        ("condition", False, r"单[户笔](?:授信|担保|贷款)[^，；]{0,4}¤"),  # 单户授信 1000 万元以下普惠型…贷款
        # 给予不超过固定资产投资 15% 支持, 核发最高开票限额10万元的增值税专用发票
        ("benefit", False, r"(?:给予|予以|核发|发放|兑现|奖励|补助|补贴)[^，；¤0-9]{0,12}¤"),
        # 贴息率为1%～2%, 贷款利率下调0.5个百分点
        ("benefit", False, rf"(?:{_GIFT}|救助)(?:率|比例|金?额)[^，；¤]{{0,8}}¤"),
        # 奖金分别为30万元、20万元, 每名奖金300万元
        ("benefit", False, r"奖金(?:标准|额度|总额)?(?:分别|各|均)?[为是]?¤"),
        # 单个企业年度最高2000万元: a cap of what each is given
        (
            "benefit",
            False,
            r"^(?:单[个户家]|每[个家户人名位])[^，；¤的]{0,12}(?:年度?|累计|合计|总计|全年)[^，；¤的]{0,4}¤$",
        ),
        ("benefit", False, r"(?:[利费税]率|价|租金|保费|佣金|服务费)[^，；¤]{0,4}(?:下调|下浮|优惠|降低)¤"),
        ("condition", False, r"每(?:再)?(?:提高|增加|新增|增长|提升|降低)¤"),  # 每提高 5 个百分点的本地配套率
        ("target", False, r"(?:降至|降到|降低到|力争[^，；]{0,10}|确保[^，；]{0,20}|保持)¤"),  # 平均担保费率降至1%以下
        # 按市级出资额的1/3, 资本规模到 2023 年达到 5 亿元以上, 每年安排 1 亿元
        (
            "funding",
            False,
            rf"(?:{FUND})¤|¤[^，；]{{0,16}}(?:基金|再贷款|资金池)|¤的?(?:比例)?(?:由[^，；¤]{{0,12}})?(?:{_BEAR}|风险分担)",
        ),
        ("funding", True, r"政府出资[^；。]{0,16}¤"),  # 政府出资部分不低于 20%，最高可达 50%
        ("benefit", False, r"按照?[^，；¤]{0,30}¤"),  # 按实际支付额，给予 5% 的补助
        # 月销售额 15 万元以下的…免征; 营业收入10亿元以下，或…: a threshold, and something that follows from it
        ("condition", True, rf"(?:{THRESHOLD})[^，；¤0-9]{{0,8}}(?<!的)¤(?=的|部分|或|、|奖励|.{{0,60}}(?:{GIVE}))"),
        ("benefit", True, rf"(?:{_GIFT})标准[为：:]{{1,2}}[^。；¤]{{0,40}}¤"),
        # 最低生活保障标准为每人每月800元, 临时救助标准不超过240元
        (
            "benefit",
            False,
            rf"(?:{_GIFT}|保障|救助|生活|饮食|供养|护理|照料|津贴|定额|扣减|扣除|发放)标准[^，；¤]{{0,16}}¤",
        ),
        # 最低生活保障标准按全市统一执行，7月1日起为每人每月1095元
        ("benefit", True, r"(?:保障|救助|补助|补贴|供养|津贴|护理)标准[^；。¤]{0,40}为(?:每[人户月日年天]){1,2}¤"),
        ("benefit", False, r"(?:贷款|授信|担保)额度[^，；¤]{0,8}¤|(?:支付|报销|救助|保障)限额[^，；¤]{0,8}¤"),
        ("condition", True, r"标准为[^。；]{0,60}¤"),
        ("target", False, r"占[^，；¤]{0,28}¤|预算总额的?¤|(?:比重|占比|增速|增长|率|达到)[^，；¤的]{0,8}¤"),
        ("benefit", False, rf"(?:{GIVE})[^；]{{0,60}}¤|¤[^；]{{0,60}}(?:{GIVE})"),
        ("benefit", True, rf"(?:{GIVE}).{{0,120}}¤"),
        ("target", False, r"(?:全[省市县区]|力争|到)[^，；¤]{0,20}(?:额|产值|规模|总量|增加值|收入)¤$"),
        # 完成年度投资300亿元, 全市民营企业贷款新增200亿元以上
        ("target", False, r"^(?:全[省市县区]|完成|实现|力争|确保)[^，；¤]{0,24}(?:投资|贷款|余额|融资|新增)¤$"),
        ("benefit", True, r"¤[^；。]{0,4}，用于"),  # 总用地面积最高15%，用于建设…
    )
)


# “一、城市低保标准。由每月700元提高到760元。”: a heading that says what the sums below it are.
_OF_STANDARDS = re.compile(
    rf"[^，。；：\n]{{0,20}}(?:{_GIFT}|保障|救助|低保|供养|津贴|抚恤|养老金)(?:金|费)?(?:发放)?(?:标准|金额|额度)[。：:\n]"
)
# “（二）租房补贴。博士每月2000元、硕士每月1200元。”
_OF_A_GIFT = re.compile(rf"[^，。；：\n]{{0,16}}(?:{_GIFT}|津贴|救助金?)[。\n]")
# “申报单位应当同时具备以下条件：” over the items of a list, “支持对象：…”: what a figure below or behind asks for.
_CONDITIONS = "(?:申[报请]|支持|准入|认定|入[库选]|适用|奖补|补贴)(?:条件|对象|范围|要求)"
_LEADS_CONDITIONS = re.compile(
    rf"(?:(?:具备|符合|满足|达到)[^。\n]{{0,16}}(?:条件|要求|情形|标准)[^。\n]{{0,8}}|{_CONDITIONS})[：:。]?$"
)
_LABELLED_CONDITIONS = re.compile(f"{_CONDITIONS}[：:]")
# What may stand between two bounds of one thing: 100万元以上|500万元以下, 不低于100万元|且|不超过500万元.
BETWEEN = re.compile(r"[ ]?[，,]?[ ]?(?:、|至|到|[且并但而]|同时)?[ ]?")
# What stands between a sum and the next in a list of who gets how much: a name, and no verb.
_NEXT_OF_LIST = re.compile(
    r"(?:的?(?:一次性)?(?:奖励|补贴|补助|资助|奖补))?[，；、,;](?![^，；]*(?:收入|投资|营业额|产值|规模|总额|累计|不超过|最高))"
    r"[^，；。\n0-9]{1,16}"
)
BOUNDS = (("min", "over"), ("max", "below"))
GIVEN = re.compile(GIVE)


def with_roles(
    text: str, figures: Sequence[ExtractedAmount], found: Sequence[ExtractedAmount], heading: str
) -> list[ExtractedAmount]:
    """The amounts with their roles, that of the heading over them where they say none.

    Two that bound one thing from both sides are asked as one, and have one role.
    """
    roles: list[str] = []
    for at, amount in enumerate(found):
        if at and are_one_bound(text, found[at - 1], amount):
            roles[-1:] = [_role(text, figures[at - 1], figures[at - 1].start, amount.end)] * 2
        elif at and _is_next_of_list(text, found[at - 1], amount):
            roles.append(_role(text, amount, figures[at].start, amount.end) or roles[-1])
        else:
            roles.append(_role(text, amount, figures[at].start, amount.end))
    over = _over(heading)
    return [replace(amount, role=_weighed(role, over)) for amount, role in zip(found, roles, strict=True)]


def _weighed(role: str, over: str) -> str:
    """A role beside that of what stands over it: among conditions a share (占比3%以上) is no aim."""
    return over if not role or (role == "target" and over == "condition") else role


def _over(heading: str) -> str:
    """The role that a heading gives to figures that stand alone below it: “补贴标准”, “申报条件”."""
    if _OF_STANDARDS.match(f"{heading}。"):
        return "benefit"
    return "condition" if _LEADS_CONDITIONS.search(heading) else ""


def are_one_bound(text: str, first: ExtractedAmount, second: ExtractedAmount) -> bool:
    """Whether a floor and a ceiling follow one another; “…以上、最高奖励50万元” says something new."""
    opposed = any(first.bound in low and second.bound in high for low, high in (BOUNDS, BOUNDS[::-1]))
    alike = first.unit == second.unit and not GIVEN.search(second.quote)
    return opposed and alike and bool(BETWEEN.fullmatch(text, first.end, second.start))


def _is_next_of_list(text: str, first: ExtractedAmount, second: ExtractedAmount) -> bool:
    """Whether a figure goes on with a list of who gets how much: “博士给予30万元，硕士10万元；本科5万元。”."""
    ended = text[second.end : second.end + 1] in ("，", "；", "。", "、", ",", ";", "")
    return ended and first.unit == second.unit and bool(_NEXT_OF_LIST.fullmatch(text, first.end, second.start))


def _role(text: str, amount: ExtractedAmount, start: int, end: int) -> str:
    """benefit, condition, funding, target of what text[start:end] says; "" where no rule matches."""
    clause = _context(text, amount, start, end, CLAUSE)
    sentence = _context(text, amount, start, end, SENTENCE)
    role = next((role for role, whole, rule in ROLES if rule.search(sentence if whole else clause)), None)
    return _weighed(role or "", _under(text, amount, start)) if role in (None, "target") else role


def _under(text: str, amount: ExtractedAmount, start: int) -> str:
    """The role that words over a list, a heading or a label give to a figure of which its own sentence says none."""
    if _OF_STANDARDS.match(text) or (amount.bound in ("exact", "max", "range") and _OF_A_GIFT.match(text)):
        return "benefit"
    *above, own = text[:start].split("\n")
    lead = next((line for line in reversed(above) if not line.endswith(("；", ";"))), "")
    return "condition" if _LEADS_CONDITIONS.search(lead) or _LABELLED_CONDITIONS.search(own) else ""


def _context(text: str, amount: ExtractedAmount, start: int, end: int, stops: str) -> str:
    """The words around a figure within ``stops``: “单个企业最高奖励不超过 1000 万元。” → “单个企业奖励¤”."""
    left = left_of(text, start, stops)
    per = AFTER_FIGURE_PER.match(text, end)  # 1亿元/年的企业
    right = right_of(text, per.end() if per else end, stops)
    halved = "减半" if "减半" in amount.quote else ""
    return BOUND_WORD.sub("", left).replace(" ", "") + halved + "¤" + right.replace(" ", "")
