"""The force of a measure: does the sentence grant, forbid, require, encourage or explore?

The governing verb decides, and it governs what follows it: “鼓励有条件的地方…给予补贴” is a wish, “对…的核酸检测，
地方政府给予全额补贴” a grant. So the first cue in the sentence wins; a sentence without one is a task (推动, 建立).
But where somebody else is encouraged than gives, what a later clause grants or forbids outright stands: “支持已落地
企业以商招商，引荐企业可享受最高1000万元引荐奖励” grants, “鼓励金融机构…，不得要求其他担保” forbids.
"""

import re

from policies.text.names import without_titles

# What is quoted or named says nothing of its own: “法无禁止即可入”, 《…投资资金奖励办法》, （责任单位：…）.
NAMED = re.compile(r"《+|“[^”]{0,30}”|[（(〔][^）)〕]{0,200}[）)〕]")
NUMBERING = re.compile(
    r"(?:[0-9]{1,3}[.．、]|[一二三四五六七八九十]{1,3}[是、]|[（(][一二三四五六七八九十]{1,3}[）)])[ ]?"
)

# 支持, 引导, 争取, 研究 are nouns as often as verbs (给予资金支持, 开展研究). They govern only where they open the
# sentence, after adverbs (积极, 2022年继续) and clauses that only say how or for whom (围绕…，结合…，对…企业，).
ADJUNCT = "对|对于|在|按照?|根据|围绕|通过|结合|依托|针对|以|为|自|到|统筹"
ADVERB = "积极|大力|全力|继续|持续|进一步|适时|重点|优先|同时|加快|稳步|抓紧|深入|组织|并|20[0-9]{2}[ ]?年"
OPENING = re.compile(
    rf"(?:(?:{ADJUNCT})[^，。；]{{0,80}}，[ ]?){{0,3}}(?:[ ]?(?:{ADVERB})[ ]?[，,]?){{0,4}}"
    r"(?:(?P<encourages>支持|引导)(?!力度|政策)|(?P<explores>争取|研究)(?!院|所|生|机构))"
)

# What is denied, ended or taken back, and what is to be paid for a wrong, is no grant, whatever it names:
# 不再给予…奖励, 不予免征, 取消…补贴, 处3万元罚款. To spare a punishment is one (不予处罚).
REFUSED = (
    r"不(?:再|能|应|可)?(?:给予|享受|安排|发放|补贴|奖励|补助)|不予(?!处罚|行政处罚|追究|强制|收取|加收|收费)|不得(?:重复|同时)?享受"
    r"|不(?:再|可|能)?(?:重复|同时|叠加|累计)(?:享受|给予|申领|发放|支持|奖励|补贴|补助|计算)|不再对[^，。；]{1,30}(?:给予|享受|补贴|奖励|补助)"
    r"|(?:停止|暂停|终止)(?:享受|发放|执行|给予)|(?:补贴|补助|奖励|奖补|优惠|政策)[^，。；]{0,12}不再执行"
)
ENDED = (
    r"骗取|套取|虚报冒领|追回|追缴|收回|(?:扣减|扣回)[^，。；]{0,6}(?:补|奖|资金)|责令退[回还]|处以?[^，。；]{0,20}罚款|(?<!乱)罚款"
    r"|取消[^，。；]{0,24}(?:奖励|奖补|补贴|补助|优惠|资助|贴息|待遇|资格)(?!比例|上限|限制|门槛|条件|要求|名额|认定|许可|审批)"
)
SPARE = r"免征|免收|免除|豁免|缓缴|缓征|减征|减按|减半|退还|返还|减免(?=[ \u4e00-\u9fff0-9])"
CUES = (
    ("encourages", r"鼓励|倡导"),
    ("explores", r"探索"),
    ("forbids", REFUSED),
    ("requires", ENDED),
    ("forbids", r"不得|严禁|禁止|杜绝|不准|不允许"),
    # 可申请缓缴, 可直接在网上开展; not 许可, 可行性, 可复制可推广, 成本可算、风险可控
    ("grants", r"(?<![许认不])可(?!行|能|控|算|复制|推广|持续|靠|信|再生|循环|见|观|操作|及|得|预见|视)"),
    (
        "grants",
        r"允许|无需|免费|零收费|首次不罚|免罚|免[予于]处罚|不再(?:填报|要求|重复|对|进行|收取|征收|缴纳)|暂停[^，。；]{0,12}预缴",
    ),
    # 政策延长执行至2023年底, 返还比例从60%提高至90%: what is given is given longer, or more
    ("grants", r"延长(?:执行)?至|(?:返还|扣除|抵减|补贴)比例[^，。；]{0,12}提[高至]"),
    ("grants", r"给予|予以[\u4e00-\u9fff]{0,4}(?:补|贴息|奖|支持|资助|减|免)|享受(?!政策|资格)|提供激励资金"),
    # 免征, 缓缴, 减按 …; not as names: 留抵退税政策, 缓缴期间
    ("grants", rf"(?:{SPARE})(?!税|等|力度|优惠|条件|资料|[\u4e00-\u9fff]{{0,4}}(?:政策|期间|期限|事项|比例))"),
    # 奖励 100 万元, 补助…1200 元, 对…创客团队奖励开办费, 进行贴息补助
    ("grants", r"(?:奖励|补助|补贴|发放)(?!性)[^，。；]{0,16}[0-9]|对[^，。；]{2,40}奖励(?=\S)(?!政策|办法|机制|的)"),
    # 发放租房补贴, 报销比例提高到80%
    (
        "grants",
        r"发放[^，。；]{0,12}(?:补贴|补助|津贴|奖金|奖励|消费券|救助金|补助金)(?!资格|标准|对象|工作|情况|方式)",
    ),
    ("grants", r"(?:报销|支付|资助|补助|贴息)(?:比例|标准)[^，。；]{0,12}(?:提高|上调|调整)[到至为]"),
    ("grants", r"进行[^，。；]{0,4}(?:奖励|奖补|补助|补偿|补贴)"),
)
CUE = re.compile("|".join(f"(?P<{force}_{i}>{cues})" for i, (force, cues) in enumerate(CUES)))
_DENIAL = re.compile(rf"[^，。；]{{0,60}}?(?:(?P<forbids_0>{REFUSED})|(?P<requires_0>{ENDED}))")
# What is given in a clause of its own, and who may be encouraged to give.
_GIVEN = re.compile(
    r"给予[^，。；]{0,24}(?:奖励|奖补|补贴|补助|资金|支持)|可享受"
    r"|(?:维持|按)[^，。；]{0,12}[0-9]+%"
)
_GIVERS = re.compile(
    r"[^，。；]{0,12}(?:鼓励|引导|支持|倡导)[^，。；]{0,6}"
    r"(?:有条件|地方|各市|各地|各级|银行|金融|保险|担保|机构|平台|互联网|外卖|基金|政府|创投)"
)
# 指导企业便捷享受…, 落实…免征增值税政策: the grant is only named in somebody's task.
EMBEDS = re.compile(r"(?:争取|指导|帮助|推动|确保|实现|督促|完善|落实|简化|优化)[^，。；]{0,40}$")


def of(sentence: str) -> str:
    """One of grants, forbids, requires, encourages, explores.

    >>> of("鼓励有条件的地方给予贷款贴息。"), of("给予一次性奖励。"), of("加强统计监测。")
    ('encourages', 'grants', 'requires')
    """
    substance = _substance(sentence)
    opening = OPENING.match(substance)
    force = _force(opening) if opening else _first(substance)
    return _outright(substance) or force if force == "encourages" else force


def _outright(substance: str) -> str:
    """Return what a later clause of an encouraging sentence forbids, or grants, '' for nothing.

    Whoever could give is only encouraged: “鼓励有条件的地方…，给予补贴”, “引导平台企业…，给予优惠”.
    """
    _, _, later = substance.partition("，")
    if re.search(r"不得|严禁", later):
        return "forbids"
    return "grants" if _GIVEN.search(later) and not _GIVERS.match(substance) else ""


def _first(substance: str) -> str:
    return next(
        (_denied(substance, cue) or _force(cue) for cue in CUE.finditer(substance) if not _embedded(substance, cue)),
        "requires",
    )


def _denied(substance: str, cue: re.Match[str]) -> str:
    """Return the force of what denies or ends a grant in its own clause: “对书店|不再给予|…奖励”; '' without."""
    if _force(cue) != "grants":
        return ""
    denial = _DENIAL.match(substance, cue.start())
    return _force(denial) if denial else ""


def _force(cue: re.Match[str]) -> str:
    """The force that names the group which matched, without the number that tells its groups apart."""
    return (cue.lastgroup or "").partition("_")[0]


def _substance(sentence: str) -> str:
    """The sentence without its number, names and brackets: 3. 支持“链主”企业 → 支持企业."""
    printed = without_titles(sentence.strip())
    numbering = NUMBERING.match(printed)
    return NAMED.sub("", printed[numbering.end() :] if numbering else printed).strip()


def _embedded(substance: str, cue: re.Match[str]) -> bool:
    return _force(cue) == "grants" and bool(EMBEDS.search(substance, max(0, cue.start() - 44), cue.start()))
