"""Gifts of a clause: by which words, by which instrument, how much, and in which way."""

import re

from policies.text.numerals import ARABIC, CAPITAL, OFF_PRICE, SCALED

AUTOMATIC, APPLY, SELECTIVE = "automatic", "apply", "selective"
DISCRETION, ENCOURAGE, DUTY = "discretion", "encourage", "duty"

GIVE, TAX, PERMIT, FORBID, EASE, LEND = "give", "tax", "permit", "forbid", "ease", "lend"
_GIFT = r"奖励|奖补|奖金|补助|补贴|补差|资助|贴息|补偿|支持|扶持|帮扶|减免|优惠|表彰|表扬|激励|经费|资金|倾斜"

# What the state must buy of some alone (全部预留给小企业, 专门面向小企业采购); each of them still has to bid.
_BOUGHT = r"(?:全部|专门)[^，。；]{0,8}?(?:预?留给|面向|向)[^，。；]{2,12}(?:采购|企业)"
# What is taken away, and what of: 取消享受政策资格, 奖励资格予以撤销. To do away with what stands before something
# (资格限制, 优惠审批) is an easier way, and no loss.
_TAKE_AWAY = r"(?:取消|暂停|撤销|停止|终止|中止|剥夺)"
_HAD = (
    r"(?:奖励|奖补|补贴|补助|优惠|资助|贴息|待遇|支持|扶持|称号|认定|资格)"
    r"(?!的?(?:限制|要求|条件|门槛|审[批查核]|认[定证]|许可|备案|评审|环节|手续))"
)
_PASSIVE = r"(?:予以|依法|将被?|应当?|一律|可|被){1,3}"

# In this order: the first that stands in a clause says what it does.
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (FORBID, r"不得(?![不”])|严禁|禁止(?!的|类)|不准|不允许|不搞|杜绝"),
        # Not to be had any more, or a punishment.
        (
            "",
            r"不予|不再(?:给予|享受|补贴|奖励|补助|发放|安排)|不(?:得|可|能|再)?(?:重复|同时|叠加)?享受|不给予"
            r"|不(?:得|可|能|再)?(?:重复|同时|叠加)(?:给予|申领|发放|补贴|补助|奖励|资助)|(?:停止|暂停|终止)(?:享受|发放|执行|给予)"
            r"|不(?:得|可|能|再)?(?:申请|申报|申领|领取|减免)[^，。；]{0,8}(?:补贴|奖励|补助|资金|优惠|扶持|贴息|租金|税|费)"
            r"|不(?:得|再)?纳入[^，。；]{0,8}(?:补贴|奖励|补助|扶持|支持|优惠|资助)|(?:扣减|核减|扣回)[^，。；]{0,6}(?:补|奖|资金)"
            rf"|{_TAKE_AWAY}[^，。；]{{0,24}}{_HAD}|(?:待遇|资格|称号|优惠|支持){_PASSIVE}{_TAKE_AWAY}|骗取|套取|追回|追缴|收回|责令退|(?<!乱)罚款|罚金|滞纳金的",
        ),
        (GIVE, rf"(?:给予|予以|给与)[^，。；]*?(?:{_GIFT})"),
        (GIVE, r"(?:发放|拨付|兑现)[^，。；]{0,24}(?:补贴|补助|奖励|返还|服务卡|消费券|创新券|优惠券|奖金)"),
        (GIVE, rf"可[^，。；]{{0,20}}(?:给予|予以)[^，。；]*?(?:{_GIFT})"),
        (PERMIT, r"可?(?:以|依法)?享受[^，。；]{0,20}(?:准入待遇|国民待遇|同等待遇)"),
        (GIVE, r"可?(?:以|依法)?享受(?!政策资格)[^，。；]{0,30}(?:补贴|补助|政策|待遇|优惠|减免|奖励|支持|服务)"),
        (GIVE, r"(?:实行|执行|适用)[^，。；]{0,24}(?:优惠政策|优惠(?:电价|价格|税率|利率|费率))(?!“?免申)"),
        (GIVE, r"暂退[^，。；]{0,10}(?:比例|保证金)|维持\s?[0-9]+\s?%"),
        (GIVE, r"纳入[^，。；]{0,24}(?:支持领域|支持范围|补贴范围|补助范围|奖补范围)"),
        (GIVE, r"(?:资金|财政)[^，。；对]{0,8}支持(?=[^，。；]{2,}(?:企业|项目|机构))"),
        (GIVE, r"(?:梯次|择优|优先)(?:选择|推荐|纳入|认定)[^，。；]{2,}"),
        (GIVE, r"(?:奖励|补助|补贴|资助)(?:额)?[^，。；]{0,10}?[0-9]+(?:\.[0-9]+)?\s?[万亿]?元"),
        (
            GIVE,
            r"进行[^，。；]{0,6}(?:奖励|奖补|补助|补偿|补贴)|(?:给|对)[^，。；]{2,40}奖励(?=\S)(?!政策|办法|机制|的|资金管理)",
        ),
        (GIVE, r"提供[^，。；]{0,10}(?:激励资金|资金支持|补贴|奖励)|上浮\s?[0-9]+\s?%|发放稳岗返还"),
        (GIVE, r"按[^，。；]{0,40}(?:标准|比例)[^，。；]{0,10}(?:奖励|补助|补贴|返还)"),
        (TAX, r"暂停[^，。；]{0,16}预缴|延缓缴纳|缓缴(?!期间|期限|政策)|缓征(?!政策)|延期缴纳"),
        (
            TAX,
            r"免征(?!额)|减征|减按|减半|抵减|抵扣(?!进项)|(?:加计|税前|结转|一次性|减半)扣除|退还|不加价|清零(?!行动)|零收费|免收|免除|豁免",
        ),
        (TAX, r"(?:税|费)[^，。；]{0,24}(?:期限)?延长(?:执行)?至"),
        (
            TAX,
            r"减免(?!税?条件|资料|税?事项|税额)|减收|(?:扣除|抵减)比例|降低[^，。；]{0,12}费率|费率[^，。；]{0,10}降|返还比例|返还(?=[，。；]|$)|[%％]\s?返还|退税政策",
        ),
        (GIVE, r"免费[^，。；]{0,20}(?:提供|开展|制发|发放|为)|(?:为|对|向)[^，。；]{2,30}免费|免费\s*$|公益性"),
        (GIVE, rf"可(?:以|依法)?向[^，。；]{{2,16}}申[请领][^，。；]*?(?:{_GIFT}|贷款)"),
        (PERMIT, _BOUGHT),
        (GIVE, r"优先面?向[^，。；]{2,12}采购"),
        (PERMIT, r"无需|不需要|不再(?:填报|要求|重复|对|进行|提供|收取|办理)|即可|不纳入|允许(?!的)"),
        (
            PERMIT,
            r"(?<![许认不])可(?:以(?!享受)|申请|选择|直接|开展|参加|利用|自主|豁免|按|在|凭|委托|采用|通过|根据|适当|提高|缓|延|减|免)",
        ),
        (
            PERMIT,
            r"取消[^，。；]{0,50}(?:限制|要求|规定|内容|审批|备案管理|门槛|环节|收费)|放开[^，。；]{0,30}(?:限制|市场|准入)",
        ),
        (
            EASE,
            r"(?:压减|压缩|缩短|压降)[^，。；]{0,30}(?:至|为|到|不超过)[^，。；]{0,12}(?:日|天|小时)|时间由[^，。；]{0,8}(?:压|缩)",
        ),
        (
            EASE,
            r"简化[^，。；]{0,24}(?:办理|手续|材料|资料|辅助账)|范围(?:扩大|拓展|扩展)[至到]|推行[^，。；]{0,4}“[^”]*(?:一次|一网|一站|一窗|一件事|一个项目|一套|一照|一业|一证|免申|承诺|联办|即享|即办|通办|全程|网上|合一)|应付尽付",
        ),
        (
            EASE,
            r"[0-9]+\s?个?(?:工作日|小时|天|日)(?:之?内|以内)?(?:[^，。；]{0,4}(?:办结|回复|完成|办理|答复|批复))|(?:审批|审核|许可|办理|办证)[^，。；]{0,8}不超过\s?[0-9]+\s?个?(?:工作日|小时|天|日)|当场(?:作出|办结|办理)|实时办理",
        ),
        (
            EASE,
            r"(?:实行|推行|实施|采取|落实)[^，。；]{0,24}(?:承诺制|正面清单管理|登记管理|单列|免申即享|报告制度|自助办理|绿色通道|先准后核|"
            r"联办|一次办|一照多址|一证多址|证照分离)|“免申即享”|顶格核发|一次领取|自动(?:计算|识别)",
        ),
    )
)
# Of those who can only be asked: what they are to do for the receiver, and with what.
LENT = re.compile(
    r"(?:加大|增加|扩大|加强|提高|创新|开发|打造|推出|提供|发放|降低|优化|倾斜|让利|续贷|展期|延期|支持|保持|帮助|减免|落实|合理|加快|"
    r"拓宽|开放|分担|给予|下行|下调|调低|下浮|续保|完善|交由)"
)
MONEY = re.compile(
    r"贷款|信贷|授信|融资|金融服务|金融产品|利率|费率|担保|增信|保险|让利|手续费|收费|服务费|费用|租金|资费|续保|续贷|损失|投放|服务|"
    r"技术、人才|接入|对接|倾斜|支持力度|承接|承办|佣金|抽成"
)
# 落实 a policy that spares or gives is to give it; the policy has its name from what it does.
CARRIED_OUT = re.compile(
    r"(?:落实|延续|执行|继续实施|阶段性|延长)[^，。；]{0,40}?(?P<what>(?:免征|减免|减征|退税|缓缴|降低[^，。；]{0,14}费率|稳岗返还|"
    r"加计扣除|补助|补贴|六税两费|减半|零收费)[^，。；]{0,12}?(?:政策|比例|补助|补贴)?)"
)
NO_MONEY = re.compile(
    r"政策落实情况|宣传|解读|知晓|调研|考核|统计|申报指南|办法|细则|实施意见|落地见效|新增产能|过剩产能"
)


def cue_of(clause: str) -> tuple[str, re.Match[str]] | None:
    found = [
        (match.start(), order, kind, match) for order, (kind, cue) in enumerate(_CUES) if (match := cue.search(clause))
    ]
    if not found:
        return None
    refused = [each for each in found if each[2] == ""]
    if refused:
        return None
    _, _, kind, match = min(found, key=lambda each: (each[2] != FORBID, each[0], each[1]))
    return kind, match


_ENVIRONMENT = r"环评|环境影响|能耗|排污|用能|节能审查"
_TAXES = r"税"
# The first that stands in what is given, by the kind of the cue.
INSTRUMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    FORBID: (("禁止侵害", ""),),
    EASE: (
        ("清欠", r"账款|欠款|应付尽付"),
        ("能耗环评", _ENVIRONMENT),
        ("电价水气", r"用电|用水|用气|电价|水电气"),
        ("准入放宽", r"住所|经营场所|一照多址|一证多址"),
        ("贷款", r"授信|贷款"),
        ("通关", r"通关|海关"),
        ("审批便利", ""),
    ),
    PERMIT: (
        ("能耗环评", _ENVIRONMENT),
        ("缓缴缓税", r"缓缴|延缓|缓征"),
        ("税前扣除", r"扣除|折旧"),
        ("减免税", r"减免税|免税"),
        ("政府采购", r"采购|留给|委托|承接|承办"),
        ("用地", r"用地|土地|出让"),
        ("奖补", r"奖励"),
        ("审批便利", r"备案|申请简易注销|许可|审批|申报|登记(?!的可)|填写|公示|审核|手续"),
        ("准入放宽", ""),
    ),
    LEND: (
        ("平台费", r"平台[^，。；]{0,10}(?:服务费|佣金|费用)|商户的?服务费|佣金|抽成"),
        ("租金减免", r"租金|非国有房屋|租赁主体"),
        ("担保", r"担保|增信|续保续贷"),
        ("保险", r"保险(?!机构|公司)"),
        ("贷款", r"贷款|信贷|授信|融资|利率|金融|让利|续贷|投放|银行业?机构加大"),
        ("费用减免", r"收费|手续费|费用|资费|免费"),
        ("培训", r"培训|辅导"),
        ("市场开拓", r"展会|市场开拓|产销对接|推介"),
        ("政府采购", r"交由[^，。；]*承[接办]"),
        ("免费服务", r"信息咨询|用足用好|法律服务|咨询"),
        ("其他", ""),
    ),
    TAX: (
        ("费用减免", r"滞纳金"),
        ("租金减免", r"租金"),
        ("能耗环评", rf"{_ENVIRONMENT}|停产|限产|错峰生产"),
        ("电价水气", r"用电|电价|电费|水费|气费"),
        ("缓缴缓税", r"缓缴|缓征|延缓|延期缴纳|预缴"),
        ("退税", r"退税|留抵|增值税[^，。；]{0,8}退还|退还"),
        ("社保降费/稳岗返还", r"稳岗返还|失业保险|工伤保险|社保|社会保险|返还"),
        ("税前扣除", r"扣除|抵扣所得税"),
        ("减免税", _TAXES),
        ("费用减免", ""),
    ),
    GIVE: (
        ("租金减免", r"租金"),
        ("贴息", r"贴息"),
        ("社保降费/稳岗返还", r"稳岗返还"),
        ("免费服务", r"免费为[^，。；]*提供|免费提供"),
        ("人才", r"人才|研发团队"),
        ("电价水气", r"电价|用电|水价|气价"),
        ("荣誉认定", r"表彰|表扬|服务卡|称号"),
        ("减免税", r"税[^，。；]{0,6}减免|减免[^，。；]{0,6}税"),
        ("费用减免", r"免费(?:制发|刻制|发放)|^免费$|刻章|印章|保证金|暂退"),
        ("免费服务", r"免费|公益性"),
        ("补贴", r"补贴|补助|补差|资助|补偿|经费"),
        ("贷款", r"再贷款|再贴现"),
        ("奖补", r"奖励|奖补|奖金|激励|资金|上浮"),
        ("担保", r"担保|增信"),
        ("贷款", r"信贷|贷款|融资|授信"),
        ("政府采购", r"采购"),
        ("其他", ""),
    ),
}


def instrument_of(kind: str, gift: str, clause: str, before: str) -> str:
    """Return what is given is named behind its verb, else in the clause, else in those that led to it."""
    table = INSTRUMENTS[kind]
    for part in (clause,) if kind == LEND else (gift, clause, before):
        for name, words in table:
            if words and re.search(words, part):
                return name
    return table[-1][0]


_PER = r"(?:[/／](?:千瓦时|度|吨|立方米|平方米|[月年人户天日]))?"
_FIGURE = (
    r"(?<![0-9][万亿千 ])[0-9][0-9,.]*(?:[万亿]?元?\s?[—~～至－-]\s?[0-9][0-9,.]*)?"
    rf"\s?(?:[万亿]?元{_PER}|%|％|‰|个月|个?工作日|天|周|年|个纳税年度|份)"
)
# Sums in other forms than a figure before 元: 1万2千元, 叁万元整, 二十万元, 几十万元, 30余万元, ￥5000, 百分之三十.
# 八五折, 85折, 8.5折: so much is to be paid; not 折旧, 折算.
_DISCOUNT = rf"(?:[1-9](?:[0-9]|\.[0-9])?|[一二三四五六七八九]{{1,2}})\s?{OFF_PRICE}"
_SUM_IN_WORDS = (
    rf"(?:{CAPITAL}|{SCALED}(?:[余多][十百千万亿]{{0,2}})?|[几数两一二三四五六七八九十百千]{{1,6}}[余多]?[十百千万亿]{{1,3}})"
    r"\s?元(?![化素件旦宇])整?(?:[0-9]角(?:[0-9]分)?)?"
    rf"|[￥¥]\s?{ARABIC}[万亿]?元?|百分之[零一二三四五六七八九十百点]{{1,6}}"
)
_VALUE = re.compile(
    rf"{_DISCOUNT}|(?:(?:每(?:年|户|站|人|月)[给予]*\s?)?(?:最高(?:奖励|补助)?)?(?:不超过|不少于|不低于|提高[至到]|提至|降至|压减至|压减为|减免)?\s?(?:{_FIGURE}|{_SUM_IN_WORDS})"
    rf"(?:[和与及、]\s?(?:{_FIGURE}))*"
    r"(?!以[上下]的|[以之]?内的|的部分|以下|以上|[^，。；]{0,4}贷款(?!贴息)))"
    r"|(?:不超过)?[一二三四五六七八九十半两]{1,3}(?:年|个月)(?!度|期|以上|以下)|[^，。；按其照]{2,20}的一定比例|按规模分档|一次性税前扣除"
    r"|(?:再)?减半(?:征收|扣除)?|(?:暂)?免征|免收|零收费|清零|全额|全部退还|足额退还|豁免|无需(?:申领|办理)|不加价|优惠利率|当场|实时办理|免费|减免|取消"
)
# Said so, whatever figures stand beside it: “最低折旧年限为 4 年、5 年、10 年的可减半扣除”.
_IN_WORDS = re.compile(r"一次性税前扣除|再?减半(?:征收|扣除)")
_LIMITS = re.compile(r"(?:达到|超过|低于|高于|不足|满|销售额|营业额|收入|所得额|开票限额|年限为|从|由|安排|规模)\s?$")


def value_of(gift: str) -> str:
    """Return what is given as printed, '' where the text has no figure: no threshold, no old rate."""
    if word := _IN_WORDS.search(gift):
        return word.group()
    for found in _VALUE.finditer(gift):
        if not _LIMITS.search(gift[: found.start()]) and not re.match(r"\s*20[0-9]{2}\s?年", found.group()):
            return found.group().strip()
    return ""


_CHOSEN = re.compile(
    r"择优|评选|遴选|优先|重大(?=[^，。；]{0,6}项目)|重点(?!领域|实验室|人群|群体|工程项目用地)|突出|优秀|优良|排名|"
    r"前\s?[0-9]+[名位家强]|竞争|入围|决赛|显著|竞赛|大赛|梯次"
)
_CAP = re.compile(r"最高|不超过")
_RATE = re.compile(r"[0-9]\s?[%％‰]|比例|每[户人站个台]|标准|分档|首次|连续|新认定|以上的")
_PERSONAL = re.compile(r"创业|就业|社保|社会保险|高新技术企业|创新券|稳岗")
_PLACE_DECIDES = re.compile(
    r"适当|适度|酌情|根据实际|结合实际|因地制宜|视情|可(?:根据|依照|按照?|在|对)?[^，。；享申]{0,16}(?:给予|提高|减免|予以)|"
    r"可委托|允许[^，。；]{0,24}给予"
)
_APPLIED = re.compile(r"申请|缓缴|稳岗返还|返还比例|[%％]\s?返还|确有困难|审批同意|经[^，。；]{0,12}批准")
# Given without being asked for, whatever it is called.
_BY_ITSELF = re.compile(
    r"免收|费率(?!补)|简易注销|免申即享|免费制发|在线免费|保险待遇|(?:税|扣除)[^，。；]{0,8}优惠|按季"
)
SOCIAL = re.compile(r"补助|补贴|奖励|资助")


def mode_of(kind: str, clause: str, context: str) -> str:
    """The way in which something is given, where nobody else is asked to give it."""
    both = f"{clause}，{context}"
    is_right = kind in (TAX, PERMIT, EASE)
    only_capped = _CAP.search(clause) and not _RATE.search(both) and not _PERSONAL.search(both)
    ways = (
        (kind == FORBID, AUTOMATIC),
        (re.search(_BOUGHT, clause), DUTY),
        (_PLACE_DECIDES.search(clause), DISCRETION),
        (_BY_ITSELF.search(clause), AUTOMATIC),
        (is_right and _APPLIED.search(clause), APPLY),
        (is_right, AUTOMATIC),
        (_CHOSEN.search(both) or only_capped, SELECTIVE),
    )
    return next((mode for holds, mode in ways if holds), APPLY)
