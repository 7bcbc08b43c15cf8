"""Receivers: where the grammar of giving puts them, never whoever is only named in passing."""

import re
from collections.abc import Callable, Iterator
from itertools import chain, islice

from importers.extractors.benefits.clauses import BenefitClause, Span
from importers.extractors.benefits.gifts import CARRIED_OUT, EASE, FORBID, LEND, PERMIT, TAX
from importers.extractors.benefits.givers import ADVERB, ASKS, TASK, THIRD

NOUN = (
    r"企业家|(?:小型微利|小微|中小)企业|企业(?!所得税)|个体工商户|工商户|经营户|经营者|纳税人|市场主体|机构|公司|单位|人员|人才|合作社|农场|园区|平台|项目|基地|协会商会|协会|商会|中心|运营方|主办方|承办方|投资方|"
    r"实验室|研究院|智创城|示范区|众创空间|孵化器|创新联合体|车辆|公交车|货车|客车|出租车|网约车|(?:非?居民)?用户|农户|租赁主体|商户|团队|行业|领域|银行|业主|投资人|毕业生|职工|个人(?!所得税)|"
    r"法人|供应商|买方|卖方|申请人|旅行社|酒店|民宿|景区|老字号|外商|外资|高校|院所|500\s?强|批发市场|农贸市场|直属库|个转企”?|基站|机场|医院|学校|门店|网点|"
    r"主体(?!范围)|店|馆(?!员)|产业园|科技园|物流园|厂(?!房)|养老院|幼儿园|驿站|诊所|事务所|摊贩|创客|无贷户|首贷户|贫困户|脱贫户|养殖户|种植户|运输户|司机|驾驶员|骑手|农民工|集聚[区村]|消费者|创业者|产业|服务业|制造业|旅游业|实体经济|三农|[Ee]\s?镇|街区|商业街|总部|家庭|(?<!非)居民|失业人员|群体|餐厅"
)
_END = re.compile(rf"(?:{NOUN})(?:等)?")
# Words before a noun that belong to it.
_BEFORE = (
    r"民营|国有|中小微|中小|小微|小型微利|外资|外商投资|中外合资|外国|餐饮业?|旅游业?|零售业?|住宿业?|服务业|制造业|科技型|高新技术|“专精特新”|(?:铁路|公路|道路|水路|航空|海上|交通)+运输|"
    r"新设立|新办|大型|低风险地区|相关|各类|首次创办|内外资|汽车制造|省属|商品储备管理|现代服务业|战略性新兴|重点|"
    r"小规模|规模以上|限额以上|限上|外贸|物流|商贸|家政|养老|托育|文旅|文化|体育|电商|建筑业?|工业|农业|软件|会展|快递|货运|客运|"
    r"科技|创新型|初创|出口|进口|生产性|生活性|综合服务"
)
NAMED = re.compile(
    rf"(?:{_BEFORE})*(?:{NOUN})(?:”?[、和及与](?:{_BEFORE})*[^，。；、和及与的”]{{0,6}}?(?:{NOUN}))*(?:等(?:各类)?(?:{NOUN}))?"
)
# Those who are listed right behind a verb, each up to its noun: 取消|证券公司、期货公司|外资股比限制.
_SOMEBODY = (
    r"企业(?!所得税)|公司|机构|银行|单位|工商户|经营户|经营者|纳税人|市场主体|"
    r"合作社|农场|人员|人才|商户|用户|店|协会|商会"
)
_BARE = r"[^，。；、和及与的]"
_LISTED = re.compile(
    rf"对?(?P<who>{_BARE}{{0,14}}(?:{_SOMEBODY})(?:[、和及与]{_BARE}{{1,14}}(?:{_SOMEBODY}))*|[^，。；、的]{{0,14}}?(?:{NOUN}))"
)
_NOT_PART = re.compile(
    r"^[　\s、]*(?:符合[^，。；的、]{0,12}条件(?:的|且|、)?|生产经营(?:暂时)?面临困难的|确有困难的|20[0-9]{2}\s?年|"
    r"分(?:行业|地区|类型?|档次?|级|批次?|年度)|积极|继续|全省|我省|各类|广大|部分|有关|相关|重大|上述|以上|于|所有|应|按照?规定|和|"
    r"及时发现|(?:梯次)?选[取择]|探索|力争|(?:每年)?(?:从[^，。；]{1,6})?遴选\s?[0-9]*\s?[个家户]|"
    r"(?:培育|打造|布局|建设|集聚)(?:一批|\s?[0-9]+\s?[个家户])|[　\s、])*"
)
# An act that makes many of something speaks of them: 集聚一批民宿; one that makes a thing speaks of nobody.
_MAKES = re.compile(rf"^[　\s]*{ADVERB}(?:力争)?(?:培育|打造|布局|建设|集聚)(?:一批|\s?[0-9]+\s?[个家户])")

# A clause that opens with an act has no subject: 落实…, 实现…, 不再要求….
_ACT = re.compile(
    rf"^[　\s]*{ADVERB}(?:{ASKS}|落实|延续|推行|实现|实施|实行|切实|主动|不再|优先|坚持|可|应|使|将|已|凡|允许|"
    r"禁止|严禁|不得|取消|放开|分别|减免|免|暂停|制定|健全|组建|指导|提高|降低|增加|加快|加大|扩大|简化|申请|上线|升级|每(?:培养|新增|引进|招))"
)
# What brings in the receiver; of 支持X and 鼓励X only where nothing stronger does.
_TOWARDS = re.compile(
    r"(?<![针面应相绝反比核校])对(?!接|标|照|外(?![贸资商])|口|比|应|象)|向(?!好|上|[^，。；]{2,16}申[请领])|面向|留给|(?:拓展|扩大|扩展)[至到](?!所在|全[省市国])|覆盖|"
    r"(?<![作成认分行因称名限定])为(?=[^，。；]{2,40}(?:提供|办理|开具|免费|发放|刻制|开展|制发|降低|争取|设立))|"
    r"在(?=[^，。；]{2,24}(?:领域|行业))"
)
_HEADED = re.compile(
    r"(?:支持和?(?:鼓励)?|鼓励和?支持|鼓励|帮助|给予|奖励|委托(?!贷款|代理|加工)|交由|允许)"
    r"(?!(?:对象|标准|条件|范围|方式|内容|主体)[：:])"  # 支持对象：…: a label
)
_UNTIL_VERB = re.compile(
    r"给予|予以|提供|发放|进行|开展|参加|参与|免费|承办|承接|招[用收]|吸纳|为(?=“)|应(?P<all>\w)尽(?P=all)"
)
# What those do who are encouraged: 鼓励餐饮企业|建立…; where an act follows at once, nobody is named: 鼓励|承担….
_UNTIL_ACT = re.compile(
    rf"{_UNTIL_VERB.pattern}|增设|建立|建设|设立|创建|打造|承担|牵头|实施|申报|申请|积极|加大|扩大|引进|发展|"
    r"与[^，。；]{2,12}(?:签订|合作|对接|联合|共同)"
)
# 将守法企业|纳入…: who is put on a list; 将旅行社保证金比例|提高至….
_PUT = re.compile(rf"^[　\s]*{ADVERB}将(?=[^，。；]{{2,60}}(?:纳入|列入|提高[至到]|扩大[至到]))")
_UNTIL_PUT = re.compile(r"纳入|列入|提高[至到]|扩大[至到]")
# What comes behind 对… and what it does, before the giving: 对开展技术合作的企业|给予.
_GIVING = re.compile(r"给予|予以")
_ADJUNCT = re.compile(r"^\s*(?:在(?![建外校])|按|根据|依据|依托|结合|通过|经|由|以|围绕|因|待|用好|落实|对照)")
_SUBJECT = re.compile(
    r"^(?P<who>[^，。；]{2,70}?)(?=[，　]?(?:可(?!持续|控|行)|即可|只需|享受|无需|不纳入|一律|免征|减征|缓缴|适用|"
    r"用[水电气]|首次|拿证|(?:补[助贴]|资助)\s?(?:最高)?[0-9]|的?给予|的?奖励|申请|最高|每年|一次性|办理|书面承诺|(?<!支)持(?!续)|失业后|仍|投资|遭遇|以单位方式|承租|注册|取得|采用|参加|购买|招用|吸纳|新增|完成|获得))"
)
# A clause that is a name and nothing else: “符合条件的国企、民营融资担保机构，…”.
_ALONE = re.compile(
    rf"^(?P<who>(?!对|为|向|支持|鼓励|引导|推动|建立|(?:培育|打造)(?!一批|\s?[0-9])|发展|引进|购买|招用|吸纳)[^，。；]{{2,70}}(?:{NOUN})等?)$"
)
# A clause that is a case of somebody: “总部在外的物流公司在我市设立分拨中心的，…”.
_CASE = re.compile(
    r"^(?P<who>(?!对|为|向|凡|因|由)[^，。；]{0,30}(?:企业|公司|机构|单位|人员|户|者|商|农民工|居民)[^，。；]{2,40}的|(?:成功|首次|新)?(?:获[评批得]|入选|评为|认定为|创建|兴办|利用)[^，。；]{2,40}的)$"
)
# Who is chosen to be something: 评选面馆为“示范店”, 选择书店为“全民阅读”推广主体.
_CHOSEN = re.compile(r"(?:选[取择]|遴选|评选|评定|认定|命名)(?P<who>[^，。；“”]{2,40})(?=为)")
GIVERS = re.compile(rf"^(?:{THIRD})|(?:{THIRD})(?:机构|公司|企业)?$")
# “企业可按季享受”, “单个企业最高”: whoever was spoken of.
ANAPHOR = re.compile(
    r"(?:单个|每个|单户|每户|相关|该|其|所在|同一)?(?:企业|单位|机构|项目|主体|行业|领域|公司|者)|其[^，。；]{3,}"
)


def receivers(clause: BenefitClause, kind: str, at: int, is_asked: Callable[[Span], bool]) -> tuple[Span, ...]:
    """Return whom the clause itself names as receiving, as spans of the text.

    ``at`` is where in the clause the giving begins; who ``is_asked`` to give does not receive.
    """
    tried = chain(
        ((found.end(), at, _UNTIL_VERB, kind != LEND) for found in _TOWARDS.finditer(clause.plain)),
        ((subject.start("who"), _end_of(subject, at), _UNTIL_VERB, False) for subject in _subjects(clause)),
        ((found.end(), at, _UNTIL_ACT, False) for found in _HEADED.finditer(clause.plain)),
        ((found.end(), 0, _UNTIL_PUT, False) for found in _PUT.finditer(clause.plain)),
    )
    for begins, ends, until, is_nominal in islice(tried, _MOST_TRIED):
        span = named_from(clause, begins, ends, until, is_nominal=is_nominal)
        if span and not is_asked(span):
            return (span,)
    if kind in (FORBID, TAX, PERMIT, LEND, EASE) or CARRIED_OUT.search(clause.plain):
        begin = at if kind in (FORBID, PERMIT) else 0
        if kind == PERMIT:
            lifted = _FROM_OUTSIDE.match(clause.plain, at)
            listed = _LISTED.match(clause.plain, lifted.end()) if lifted else None
            return (_span(clause, listed),) if listed else ()
        if kind == TAX and (traded := _TRADED.search(clause.plain)):
            return (_span(clause, traded),)
        for named in NAMED.finditer(clause.plain, begin):
            span = clause.start + named.start(), clause.start + named.end()
            if named.group() in NOBODY or (kind == LEND and _is_of_a_charge(clause.plain, named.end())):
                continue
            gives = GIVERS.search(clause.plain[: named.end()] if ANAPHOR.fullmatch(named.group()) else named.group())
            if not is_asked(span) and not (gives and (kind in (LEND, FORBID) or named.group() in NAMELESS)):
                return (span,)
    return ()


# 免征|快递收派服务|增值税: what is traded stands for who trades it.
_TRADED = re.compile(r"(?:免征|减征)(?P<who>[^，。；的]{2,60}服务)(?:的?收入)?(?:的?增值税)")
# 给予|商户服务费优惠: a piece of the name of what is given less of; who has it, the words before say.
_CHARGE = re.compile(r"(?:服务|手续|管理|交易|保)费|佣金|抽成")
# 下调|商户佣金: whose charge is lowered is given something.
_LOWERED = re.compile(r"(?:下调|降低|减免|减收|免收|返还|退还)[^，。；]*")


def _is_of_a_charge(plain: str, end: int) -> bool:
    """Whether a noun that ends there is only a piece of a charge's name."""
    return bool(_CHARGE.match(plain, end)) and not _LOWERED.search(plain, 0, end)


# A clause of grammar brings in somebody once or twice; to try each of a thousand places reads its end a thousand times.
_MOST_TRIED = 20
# As many signs as a receiver without a known noun has at most, and what is no receiver but what is paid for.
LONGEST = 40
# So many signs behind where it begins a receiver's last noun is sought.
REACH = 160
_OBJECT = re.compile(
    r"(?:费用|支出|贷款|利息|租金|保费|投资|税收|事项|内容|活动|情况|问题|行为|工作|环节|方面|欠款|账款|归集|采集|共享|监测)$"
)
# No subject but when something is so, or a paper.
_WHEN = re.compile(r"(?:时|后|前|期间|信息|材料|资料)$")
# Who is permitted something stands behind these words; 可… is said of a subject.
_FROM_OUTSIDE = re.compile(r"取消|放开|允许|不再(?:要求)?|无需|不需要|不纳入")
# Somebody, and when: 清洁企业|在限产期间|可…, 市场主体|承诺后|可….
_TIMED = re.compile(rf"(?:{NOUN})(?:在[^，。；]*|[^，。；]{{1,4}}后)$")
_WITH_NOUN = re.compile(rf"(?:{NOUN})(?:等|均|都|也)?$")


def _subjects(clause: BenefitClause) -> Iterator[re.Match[str]]:
    plain = clause.plain
    is_act = _ADJUNCT.match(plain) or _ACT.match(plain) or (TASK.match(plain) and not _MAKES.match(plain))
    subject = (
        None if is_act else _CHOSEN.search(plain) or _ALONE.match(plain) or _CASE.match(plain) or _SUBJECT.match(plain)
    )
    if subject and (not _WHEN.search(subject["who"]) or _TIMED.search(subject["who"])):
        yield subject


def _end_of(subject: re.Match[str], at: int) -> int:
    """Return where a subject that ends with its noun ends; else its noun is sought up to the giving."""
    return subject.end("who") if _WITH_NOUN.search(subject["who"]) else at


# 担保机构: the noun alone says nobody.
NAMELESS = frozenset({"机构", "公司"})
# Of these there are all sorts, and the bare word is mostly a piece of a longer one: 重点支持|领域, 地方|法人|金融机构.
NOBODY = frozenset({"领域", "行业", "产业", "平台", "项目", "基地", "园区", "中心", "人员", "主体", "团队", "法人"})


# 我省企业, of who was named in the same sentence: “支持书店参展，对我省企业展位费给予补助”.
OF_HERE = re.compile(r"(?:[\u4e00-\u9fff]{2}[省市]|[我全本][省市]|[省市]内|[本当]地)(?:企业|公司|单位|项目)")


# 其他地区减免…: to the same people, wherever the words before had them.
_ELSEWHERE = re.compile(r"^[　\s]*(?:其他|其余)(?:地区|区域|地方|县|市)")
_WHERE = re.compile(r"^[^，。；]*(?:地区|区域|县|市)[^，。；、的]{0,4}的(?=[^，。；])")


def of_elsewhere(plain: str, words: str) -> int:
    """Return how many signs of a carried receiver say where he is, if a clause gives to those of other places."""
    where = _WHERE.match(words) if _ELSEWHERE.match(plain) else None
    return where.end() if where else 0


def is_bare_case(words: str) -> bool:
    """Whether words say what somebody must be, and not who: 达到一定规模的."""
    return words.endswith("的") and not _END.search(words)


# What is done comes before who does it: 对|集中连片开展修复达到规模的主体.
_DONE_BY = re.compile(
    rf"[^，。；的]{{0,45}}(?:开展|进行|参加|参与|招[用收]|吸纳)[^，。；]{{2,40}}的[^，。；的]{{0,10}}(?:{NOUN})"
)


def _span(clause: BenefitClause, found: re.Match[str]) -> Span:
    return clause.start + found.start("who"), clause.start + found.end("who")


def named_from(
    clause: BenefitClause, begins: int, at: int = 0, until: re.Pattern[str] = _UNTIL_VERB, *, is_nominal: bool = False
) -> Span | None:
    """Return the part of a clause that names somebody: from a preposition to the last noun before ``until``."""
    words = clause.plain[begins : min(at, begins + REACH) if at > begins else begins + REACH]
    giving = _GIVING.search(words, 1) if is_nominal else None
    is_name = until is not _UNTIL_PUT and _ALONE.match(clause.plain)
    verb = None if is_name else giving or until.search(words, until is _UNTIL_VERB)
    if verb and is_nominal and verb is not giving and _DONE_BY.fullmatch(words):
        verb = None
    words = words[: verb.start()] if verb else words
    start = clause.start + begins
    if lead := _NOT_PART.match(words):
        words, start = words[lead.end() :], start + lead.end()
    if is_nominal and len(words) > 2 and words.endswith("的"):  # 对购买绿色家电的给予补贴
        return start, start + len(words)
    begin = start - clause.start
    ends = [found.end() for found in _END.finditer(words) if not _is_of_a_charge(clause.plain, begin + found.end())]
    if not ends and is_nominal and 2 < len(words) <= LONGEST and not (_OBJECT.search(words) or _WHEN.search(words)):
        return start, start + len(words)  # a thing that stands for whose it is: 农村地区下行快件, 道路客运站场
    return (start, start + ends[-1]) if ends and words[: ends[-1]] not in NOBODY else None
