"""Rules by the words in which the desk names them; the keys are what the readers of facts write into ``rule``."""

_SAID = {
    "force": "力度词",
    "units.responsible": "条末“责任单位”",
    "units.lead": "条末“牵头单位”",
    "units.support": "条末“配合单位”",
    "units.default": "条末对未列明者的统一交代",
    "duties.subject": "正文里作主语的单位",
    "duties.places": "正文里要各市、各县做的",
    "resolve.member": "统称的成员",
    "resolve.issuer": "发文机关",
    "amounts.quantity": "一个数目",
    "amounts.range": "起止两个数目",
    "amounts.rough": "只说大概的数目",
    "amounts.bare": "没有写“元”的数目",
    "amounts.sign": "货币符号后的数目",
    "amounts.example_currency": "举例里币种与所说不同的数目",
    "amounts.steps": "分档的数目",
    "amounts.change": "由一个数目调整为另一个",
    "amounts.half": "减半",
    "amounts.fraction": "分数",
    "amounts.parts": "几分之几",
    "amounts.ratio": "几比几",
    "times.until": "到某日为止",
    "times.from": "自某日起",
    "times.range": "起止两个日期",
    "times.months": "并列的月份",
    "times.years": "并列的年份",
    "times.period": "某年、某月",
    "times.whole_year": "全年",
    "times.plan": "规划期",
    "times.plan_end": "规划期末",
    "times.duration": "一段时长",
    "times.list": "并列的时长",
    "times.recurring": "周期",
    "benefits.give": "给予、享受、免费",
    "benefits.tax": "免、减、缓、退",
    "benefits.permit": "可、允许、无需、取消限制",
    "benefits.forbid": "不得、严禁",
    "benefits.ease": "办理从简、限时",
    "benefits.again": "前面给的，换个办法享受",
    "benefits.lend": "请他人给",
    "targets.before": "对象在前的数目",
    "targets.behind": "对象在后的数目",
    "terms.sector": "行业词表",
    "terms.beneficiary": "受益对象词表",
    "terms.condition": "条件词表",
    "terms.instrument": "政策工具词表",
    "terms.place": "地区词表",
    "citations.title": "书名号里的文件名",
    "citations.number": "发文字号",
    "citations.plain": "没有书名号的文件名",
    "citations.law": "法规名",
    "citations.own": "本文件的条款",
}


def label_of(rule: str) -> str:
    """A rule in words: label_of("times.recurring") == "周期"; one that has none is named as it is."""
    return _SAID.get(rule, rule)


def quoted(rule: str) -> str:
    """A rule in words and in quotes, single ones inside: quoted("units.lead") == "“条末‘牵头单位’”"; '' of none."""
    label = label_of(rule).replace("“", "‘").replace("”", "’")
    return f"“{label}”" if label else ""
