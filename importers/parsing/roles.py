"""A line → the role that it plays around a document's body: number, date, issuers, addressee, page furniture, imprint.

Takes one line's text, knows no other line. What a line is taken for is decided where it stands (``head``, ``parts``).
"""

import re
import unicodedata
from datetime import date

from importers.parsing.lines import Line
from policies.text import document_numbers, numerals
from policies.text.document_numbers import Number
from policies.text.numbering import match

# The kinds of official document (党政机关公文处理工作条例, art. 8, and what governments add): a title ends with one.
GENRES = (
    "意见|措施|办法|方案|计划|规划|规定|细则|通知|决定|条例|纲要|要点|指南|公告|通告|批复|函|政策|清单|目录|标准|制度"
    "|规则|规程|章程|准则|守则|通报|公报|报告|决议|命令|议案|纪要|指引|须知|举措|安排|预案|体系|分工|[条则]"
)
_TITLE_END = re.compile(rf"(?:{GENRES})(?:》)?(?:[（(〔][^（）()〔〕]{{1,20}}[）)〕])*》?$")
_MAX_TITLE = 120
# Attachments that are filled in or looked up, and provide nothing by their numbers.
FORM = re.compile(
    r"(?:表|清单|目录|名单|名录|台账|样式|式样|模板|格式|体系|一览|图|申请书|承诺书|报告书?|证明|协议书?|合同|大纲|说明)"
    r"(?:[（(〔][^（）()〔〕]{1,20}[）)〕])*$"
)

_OFFICE_END = (
    "人民政府|政府|办公厅|办公室|委员会|管委会|厅|局|委|会|部|办|院|署|行|处|科|室|中心|集团|公司|党组|总队|支队"
    "|海关|法院|检察院|大学|学院|联社|法制办|专班|领导小组|府"
)
_OFFICE = re.compile(
    rf"[\u4e00-\u9fff][\u4e00-\u9fff（）()·]{{0,28}}(?:{_OFFICE_END})(?:[（(][\u4e00-\u9fff]{{2,12}}[）)])?$"
)
_NO_OFFICE = re.compile(r"关于|印发|转发|批转|通知|以及|不得|应当|支持|加强|推进|(?<!总)的")
# Whoever signs an order: “省长 张三”, “市　长：李四”, “国务院总理”.
_LETTERHEAD_END = re.compile(r"\s*文\s*件$")
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{0,8}\s{0,4}(?:长|主\s?任|总\s?理|主\s?席|书\s?记)\s{0,4}[：:]?\s{0,4}(?:[\u4e00-\u9fff]\s{0,2}){0,4}$"
)

# 二〇二四, and as people type it: 二○二四, 二0二四, 二ＯＯ九
_FIGURE = r"(?:[0-9０-９]{1,4}|[〇○零一二三四五六七八九十0０OＯ]{1,5})"
_DAY = rf"({_FIGURE})\s?年\s?({_FIGURE})\s?月\s?({_FIGURE})\s?日"
_DATE_LINE = re.compile(rf"[（(]?\s?{_DAY}\s?[）)]?(?:\s{{0,4}}[（(]此件[^（）()]{{1,20}}[）)])?$")
_DATE = re.compile(_DAY)
_SIGNED_DAY = re.compile(r"(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})$")
# “（石桥市商务局　2024年3月5日）” below a title; of a month alone no day is known.
_SIGNED_BRACKET = re.compile(
    rf"[（(](?P<names>[^（）()\d]{{4,60}}?)[\s，,、]*(?:(?P<day>{_DAY})|{_FIGURE}\s?年\s?{_FIGURE}\s?月)?[）)]$"
)
_NUMBERED_AND_DATED = re.compile(r"[（(](?P<number>[^（）()]{4,30}号)[\s，,、]{0,4}(?P<day>\d{4}\s?年.{3,8}日)[）)]$")
# “（2021年7月27日国务院令第746号公布）”, “（2019年3月1日…通过　根据2022年5月1日…修正）”
_ENACTED = re.compile(
    r"[（(]\s?[^（）()]{0,200}(?:[（(][^（）()]{0,60}[）)][^（）()]{0,200}){0,6}(?:公布|发布|通过|批准|修正|修订|印发|施行)[^（）()]{0,20}[）)]$"
)

_SIDE_BY_SIDE = re.compile(
    r"\u3000+|[ \t\xa0]{2,}|(?<=[号日])\s+(?=[\u4e00-\u9fff〇二])|(?<=[\u4e00-\u9fff])\s+(?=\d{4}\s?年)"
)

_MONTH = re.compile(rf"{_FIGURE}\s?年\s?{_FIGURE}\s?月")
_BODY_THAT_MAKES = re.compile(r"会议|大会|常委会|令|政府")

# “各市商务局，厅机关各处室：”
_ADDRESSEE = re.compile(
    r"(?!现将|现就|根据|按照|依据|依照|为(?:了|进一步|贯彻|做好|加强)|近日|近期)[^。；！？]{2,400}(?<!如下)(?<!以下措施)(?<!以下政策)(?<!政策措施)(?<!意见)(?<!规定)(?<!公示)(?<!公告)(?<!通知)[：:]$"
)
# “（此件公开发布）”, “公开方式：主动公开”
_DISCLOSURE = re.compile(
    r"[（(]此件[^（）()]{1,20}[）)]$|[（(]?(?:信息公开|公开)(?:方式|形式|类别|属性|选项|类型)\s?[：:]\s?[\u4e00-\u9fff]{2,8}[）)]?$"
)
CONTENTS = re.compile(r"目\s*[录次]$")
COVER = re.compile(r"附\s?件\s?[\d０-９一二三四五六七八九十]{0,3}\s?[：:]?$")
# “附件1：申报表”, and in a list of several the lines below, “2.任务分工表”
ATTACHED = re.compile(r"附\s?件\s?[\d０-９一二三四五六七八九十]{0,3}\s?[：:\s.．]")

_IMPRINT = re.compile(
    r"(?:抄\s?送|抄\s?报|分\s?送|主\s?送|发\s?送|主题词|共印|校\s?对|打\s?印)\s?[：:]"
    rf"|(?:[\u4e00-\u9fff（）()]{{2,30}}\s*)?{_DAY}\s?(?:印发|印制|印)$"
)

_PRINTED = re.compile(rf"{_DAY}\s?印发$")

# What a site prints around a document, and what a page of paper has beside its text.
_FURNITURE = re.compile(
    r"(?:"
    r"[—–―\-－·•~～]\s?\d{1,4}\s?[—–―\-－·•~～]|\d{1,3}\s[/／]\s\d{1,3}|\d{1,3}[/／]\d{2,3}"  # — 1 —, 3 / 5, 3/12
    r"|第\s?\d{1,4}\s?页(?:\s?[，,/]?\s?共\s?\d{1,4}\s?页)?"
    r"|(?:(?:打印本页|打印|关闭窗口|关闭本页|关闭|返回顶部|分享到?|收藏)[\s|｜/]{1,4}){1,5}(?:打印本页|打印|关闭窗口|关闭本页|关闭|返回顶部|分享到?|收藏)"
    r"|[【\[［]?\s?(?:打印(?:本页|此页)?|关闭(?:本页|窗口)?|收藏(?:本页)?|分享(?:到)?|返回(?:顶部|首页|列表)?|下载|纠错|朗读|我要打印|网页打印|扫一扫.{0,16})\s?[：:]?[】\]］]?"
    r"|(?:[【\[［]\s?[\u4e00-\u9fff]{1,8}\s?[】\]］]\s?){2,8}"
    r"|(?:浏览)?(?:字体(?:大小)?|字号)\s?[：:].{0,20}"
    r"|(?:当前位置|您(?:现在|当前)?(?:所在)?的?位置|您所在的位置)\s?(?:是|在)?\s?[：:].{0,120}"
    r"|[\u4e00-\u9fff]{2,30}(?:网站|政府网|信息网|门户网)"
    r"|首页\s?[>＞»›].{0,120}|[\u4e00-\u9fff]{2,20}(?:\s?[>＞»›]\s?[\u4e00-\u9fff]{2,30}){2,8}"
    r"|(?:上一篇|下一篇|上一条|下一条|责任编辑|网站编辑|审核|相关(?:附件|链接|阅读|解读|文档|稿件|新闻)|版权所有|主办单位|承办单位|ICP备|备案号|网站标识码)\s?[：:].{0,120}"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)\s?[：:]?\s?\d{0,8}\s?次?"
    r")$"
)
_SIGNED_BY = re.compile(r"(?:^|\s+|\s*[（(])签\s?发\s?人\s?[：:].{0,20}$")
# The card that a site puts above a document. Some of it says what the print says nowhere else.
_KEYS = (
    r"(?:索\s{0,4}引\s{0,4}号|统一编号|主题(?:分类|词)|体裁分类|分\s{0,4}类|组配分类|服务对象|文\s{0,4}号|发文字号|文件编号|发文机关|发布机构|发文单位"
    r"|发布机关|发布部门|发布单位|制发机关|制定机关|制定部门|印发机关|印发部门|公开主体|成文日期|发文日期|签发日期|发布日期|发布时间|发表时间|公开日期|生成日期|印发日期|实施日期|生效日期|失效日期|废止日期"
    r"|有\s{0,4}效\s{0,4}性|文件状态|效力状态|时效性|来\s{0,4}源|信息来源|文章来源|标\s{0,4}题|名\s{0,4}称|文件名称|公文种类|发布文号|浏览次数)"
)
_FIELD = re.compile(rf"(?P<key>{_KEYS})\s?[：:]\s?(?P<value>.{{0,120}})$")
_NEXT_FIELD = re.compile(rf"\s+(?={_KEYS}\s?[：:])")  # “文号：深工信规〔2023〕3号　发布日期：2023-03-31”


def number(text: str) -> Number | None:
    """The number that a line consists of, whoever signed it named beside (“北财〔2024〕15号　签发人：…”) or not."""
    return document_numbers.on_line(_SIGNED_BY.sub("", text))


def squeeze(text: str) -> str:
    """A title or name without the spaces by which its lines were broken: “…困难行业 恢复发展的若干措施”."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text).strip()


def ends_title(text: str) -> bool:
    """Whether a text ends as titles do: with a kind of document, and perhaps a bracket behind it."""
    return bool(_TITLE_END.search(text))


def is_title(line: Line) -> bool:
    """Whether a line is a whole title by itself."""
    text = line.text
    if len(text) > _MAX_TITLE or len(text) < 5 or re.search(r"[。；！？]", text) or match(text):
        return False
    return ends_title(text) and not ATTACHED.match(text)


def offices(text: str) -> tuple[str, ...]:
    """The offices that a line consists of: “广州市民政局　　广州市财政局” are two; () where it says anything else."""
    if len(text) > _MAX_TITLE or _NO_OFFICE.search(text):
        return ()
    plain = _LETTERHEAD_END.sub("", text.strip())
    names = [name for name in re.split(r"[\s、，,]+", plain) if name]
    if names and all(_OFFICE.match(name) for name in names):
        return tuple(names)
    whole = re.sub(r"\s", "", plain)  # “山 西 省 商 务 厅”, spread over the line
    return (whole,) if names and _is_spread(names) and _OFFICE.match(whole) else ()


def several(text: str) -> tuple[Number | None, tuple[str, ...], date | None] | None:
    """Return what a line says side by side: “陇文旅发〔2024〕6号　甘肃省文化和旅游厅　2024年1月18日”."""
    every = [part for part in _SIDE_BY_SIDE.split(text.strip("（()）")) if part]
    parts = [part for part in every if not _MONTH.fullmatch(part)]  # “广东省农业农村厅 2024年8月”
    numbers = [found for part in parts if (found := number(part))]
    days = [dated for part in parts if (dated := day(part))]
    named = [offices(part) for part in parts if not number(part) and not day(part)]
    is_once = len(numbers) <= 1 and len(days) <= 1 and (bool(numbers or days) or len(parts) < len(every))
    if len(every) < 2 or not is_once or not all(named):
        return None
    return next(iter(numbers), None), tuple(name for each in named for name in each), next(iter(days), None)


def is_signed_by(text: str) -> bool:
    """Whether a line says who signed a text, as letterheads of reports do: “签发人：张三”."""
    return bool(_SIGNED_BY.match(text))


def is_letterhead(text: str) -> bool:
    """Whether a line is an office's letterhead: “临川市商务局文件”."""
    return bool(_LETTERHEAD_END.search(text))


def _is_spread(names: list[str]) -> bool:
    return all(len(name) <= 2 for name in names)


def is_person(text: str) -> bool:
    """Whether a line is a signature by office: “省长”, “市　长：李四”."""
    return len(text) <= 24 and bool(_PERSON.match(text))


def day(text: str) -> date | None:
    """The date that a line consists of: 2022年3月1日, 二〇二二年三月一日, （2021年12月31日）."""
    found = _DATE_LINE.match(text)
    return _date(found) if found else None


def signed_day(text: str) -> date | None:
    """The date that a line below a text consists of, by points or hyphens too: 2023.6.1."""
    found = _SIGNED_DAY.match(text)
    return _date(found) if found else day(text)


def numbered_and_dated(text: str) -> tuple[Number, date] | None:
    """The number and the day that a bracket below a title has: “（石政发〔2024〕2号　2024年1月10日）”."""
    found = _NUMBERED_AND_DATED.match(text)
    number_, dated = (document_numbers.on_line(found["number"]), day(found["day"])) if found else (None, None)
    return (number_, dated) if number_ and dated else None


def signed_bracket(text: str) -> tuple[tuple[str, ...], date | None] | None:
    """Return who signed and when, where a bracket below a title has no more than that."""
    found = _SIGNED_BRACKET.match(text)
    names = offices(found["names"]) if found else ()
    return (names, day(found["day"]) if found["day"] else None) if found and names else None


def enacted(text: str) -> tuple[date | None, str] | None:
    """The first date and the words of a bracket that says when and by what a text was made; None where it is none."""
    if not text.startswith(("（", "(")) or not _ENACTED.match(text):
        return None
    found = _DATE.search(text)
    if not found and not _BODY_THAT_MAKES.search(text):
        return None  # （2024年修订版）: an edition, and part of a title
    return (_date(found) if found else None), text


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(*(int(numerals.value(_plain(part))) for part in found.groups()))
    except ValueError:
        return None


def _plain(printed: str) -> str:
    plain = unicodedata.normalize("NFKC", printed).replace("○", "〇").replace("O", "〇")
    return plain if plain.isdecimal() and plain.isascii() else plain.replace("0", "〇")


def is_furniture(text: str) -> bool:
    """Whether a line is a page's or a site's own, and none of the document's."""
    return bool(_FURNITURE.match(text))


def card(text: str) -> tuple[tuple[str, str], ...]:
    """The fields of a line of a site's card, each its key and value: ((“文号”, “穗民规字〔2025〕2号”),); else ()."""
    if "\t" in text or text.startswith("|"):
        return _card_of_cells([cell.strip() for cell in text.strip("|").split("\t" if "\t" in text else "|")])
    found = [_FIELD.match(part) for part in _NEXT_FIELD.split(text)]
    if not all(found):
        return ()
    return tuple((re.sub(r"\s", "", each["key"]), each["value"].strip()) for each in found if each)


def _card_of_cells(cells: list[str]) -> tuple[tuple[str, str], ...]:
    """The fields of a row of a card that is a table: “| 文号 | 穗民规字〔2025〕2号 | 成文日期 | 2025-05-30 |”."""
    keys, values = [re.sub(r"\s|[：:]$", "", cell) for cell in cells[::2]], cells[1::2]
    if len(cells) % 2 or not all(re.fullmatch(_KEYS, key) for key in keys):
        return ()
    return tuple(zip(keys, values, strict=True))


def is_disclosure(text: str) -> bool:
    """Whether a line says who may read a text: “（此件公开发布）”."""
    return bool(_DISCLOSURE.match(text))


def printed_day(text: str) -> date | None:
    """The day on which a text was sent to be printed, as its imprint says: “市政府办公室　2024年7月29日印发”."""
    found = _PRINTED.search(text)
    return _date(found) if found else None


def is_imprint(text: str) -> bool:
    """Whether a line belongs to what a print says of itself: 抄送, 印发."""
    return bool(_IMPRINT.match(text))


def is_addressee(text: str) -> bool:
    """Whether a line names whom a document addresses: “各市商务局，厅机关各处室：”."""
    return bool(_ADDRESSEE.match(text)) and not match(text) and not card(text)
