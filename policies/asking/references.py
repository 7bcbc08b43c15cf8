"""Documents and articles that a question names: by number in any brackets, by title, by 第N条.

Read from the folded words of a question, in which all brackets are round and all figures narrow.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policies.models import Article, Document
from policies.models.revision import Reach
from policies.revision_cache import brought_forward, unless
from policies.text.normalize import fold
from policies.text.numerals import CHINESE, value
from policies.vocabulary.everyday import talk

_SERIAL = rf"(?P<serial>[0-9]{{1,4}}|{CHINESE})"
_YEAR = r"(?:19|20)[0-9]{2}"
# 晋政办发(2022)33号 · 晋政办发2022年33号 · 晋政发2021-26号 · 2022年33号 · 市监33号 · 33号文件 · 7号文. The letters
# before it are looked up: of “看一下晋政办发” only what some 机关代字 holds is one.
_NUMBER = re.compile(
    rf"(?:(?P<before>{_YEAR})年)?(?P<code>[\u4e00-\u9fff]{{0,8}}?)[(\s-]*(?:(?P<year>{_YEAR})(?:\s?(?:年|[)\-.·/]|(?=第))|\s))?"
    rf"[)\s]*第?{_SERIAL}号(?P<kind>文件|文|令)?"
)
# 5月12号 and 7号之前 are days, 2号楼 and 3号线 are no documents.
_NO_NUMBER = re.compile(r"月$|年$")
_NO_DOCUMENT = re.compile(r"楼|线|店|桌|车|院|库|仓|前|之前|以前|后|起|开始|截止|发工资|上午|下午|晚上")
_ORDINAL = rf"[0-9]{{1,3}}|{CHINESE}"
_ARTICLE = re.compile(
    rf"(?:第\s?(?P<figure>{_ORDINAL})\s?(?:条|部分)|§\s?(?P<sign>[0-9]{{1,3}})|(?P<bare>{_ORDINAL})条)"
    rf"|[\s,、:-]+(?P<last>{_ORDINAL})\s*$"
)
# 第3条至第5条, 第3-5条, 第3、4条: the first of them, and how it goes on to the last.
_ARTICLES = re.compile(rf"第\s?(?P<first>{_ORDINAL})\s?条?(?P<join>[至到、,-])第?\s?(?P<last>{_ORDINAL})\s?条")
# Brackets that people type around a year: 晋政办发《2022》33号, 晋政办发<2022>33号; and a year in words.
_BRACKETS = re.compile(rf"[《〈<{{「『]\s?(?P<year>{_YEAR}|{CHINESE})\s?[》〉>}}」』]")
_YEAR_IN_WORDS = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=[)年])")
# 晋政办发(2022)33, 晋政办发2022-33: a number without its 号, which only a known 机关代字 makes one.
_UNMARKED = re.compile(
    rf"(?P<code>[\u4e00-\u9fff]{{2,8}})[(\s]{{0,2}}{_YEAR}[)\s\-./年]{{1,2}}[0-9]{{1,4}}"
    r"(?![0-9号年月日条%万千百元个户家])"
)
# So long a run of a title, or so much of it, names the document.
_RUN, _SHARE = 8, 0.6
# So many are offered in the place of one that the base has not.
_MOST_BESIDE = 3
# So many articles of a row are meant.
_MOST_ASKED = 12
# The last letters of offices' 机关代字, by which one is told from other words before a number.
_CODE_ENDS = tuple("发函综办字规令通明电税金厅")
# A 机关代字 is known by two of its characters that stand together: 市监 in 晋市监发.
_LEAST_CODE = 2


@dataclass(frozen=True, slots=True)
class NumberedDocument:
    """A document by what a question may call it."""

    pk: int
    code: str
    year: int | None
    serial: int | None
    title: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A document's number in a question: what of it is printed, its words, and the documents that have it."""

    code: str
    year: str
    serial: str
    words: str
    documents: tuple[NumberedDocument, ...]


@dataclass(frozen=True, slots=True)
class References:
    """The documents and articles that a question names, those of them that the base has not, and the rest of its words.

    ``nearest`` are the articles, ``nearest_documents`` the documents whose numbers are next to those that it has not.
    """

    documents: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    nearest: tuple[int, ...] = ()
    nearest_documents: tuple[int, ...] = ()
    rest: str = ""


def read(words: str) -> References:
    """Read the documents and articles that a question names."""
    words = _tidied(words)
    numbers = list(_numbered(words))
    documents = list(dict.fromkeys(each.pk for number in numbers for each in number.documents))
    labels = [number.words for number in numbers if number.documents]
    missing = [number for number in numbers if not number.documents]
    rest = words
    for number in numbers:
        rest = rest.replace(number.words, " ", 1)
    if not documents and not missing:
        documents, labels, rest = _titled(rest)
    ordinals, rest = _ordinals(rest, bare=bool(documents))
    articles = [pk for ordinal in ordinals for pk in _articles(ordinal, documents)] if not missing else []
    asked = [f"第{ordinal}条" for ordinal in ordinals]
    is_absent = bool(ordinals) and not articles and not missing
    return References(
        documents=tuple(documents),
        articles=tuple(articles),
        labels=(*labels, *(asked if articles else ())),
        missing=(*(number.words for number in missing), *("".join((*labels, each)) for each in asked if is_absent)),
        nearest=_articles_beside(ordinals[0], documents) if is_absent and documents else (),
        nearest_documents=_documents_beside(missing[0]) if missing else (),
        rest=rest,
    )


def _tidied(words: str) -> str:
    """Return words in which numbers are written as they are printed, and rows of articles one by one."""
    words = _BRACKETS.sub(r"(\g<year>)", words)
    words = _YEAR_IN_WORDS.sub(lambda match: str(value(match[0].replace("○", "〇"))), words)
    words = _UNMARKED.sub(lambda match: f"{match[0]}号" if _code(match["code"]) else match[0], words)
    return _ARTICLES.sub(_each_article, words)


def _each_article(match: re.Match[str]) -> str:
    """Return the articles of a row one by one: 第3条第4条第5条 of 第3至5条."""
    first, last = int(value(match["first"])), int(value(match["last"]))
    between = (first, last) if match["join"] in "、," else range(first, min(last, first + _MOST_ASKED) + 1)
    return "".join(f"第{each}条" for each in between)


def _documents_beside(number: _Number) -> tuple[int, ...]:
    """Return the documents next to a number that the base has not: those of its 机关代字, the nearest first."""
    if not number.code:
        return ()
    year, serial = int(number.year or 0), value(number.serial)
    alike = [each for each in known() if number.code in each.code and each.serial]
    alike.sort(key=lambda each: (abs((each.year or 0) - year) if year else 0, abs((each.serial or 0) - serial)))
    return tuple(each.pk for each in alike[:_MOST_BESIDE])


def _articles_beside(ordinal: int, documents: Sequence[int]) -> tuple[int, ...]:
    """Return the articles of some documents whose numbers are next to one that they have not, the nearest first."""
    rows = Article.objects.public().filter(document__in=documents).in_document_order()
    listed = rows.values_list("pk", "number", "ordinal")
    apart = sorted((abs((number or place) - ordinal), pk) for pk, number, place in listed)
    return tuple(pk for _, pk in apart[:_MOST_BESIDE])


def _numbered(words: str) -> Iterator[_Number]:
    """The numbers of documents in a question, in order; 7号 alone is one only where there is such a document."""
    for match in _NUMBER.finditer(words):
        if _is_no_number(match, words):
            continue
        code, letters, year = _code(match["code"]), match["code"], match["year"] or match["before"] or ""
        if year and (other := _code_of_others(letters, code)):
            yield _Number("", year, match["serial"], f"{other}{words[match.end('code') : match.end()]}".strip(), ())
            continue
        found = tuple(_of_number(code, year, match["serial"]))
        if not (found or code or year or match["kind"]):
            continue
        start = match.start("code") + len(letters) - len(code) if code and not match["before"] else match.start()
        start = match.end("code") if not code and letters and not match["before"] else start
        yield _Number(code, year, match["serial"], words[start : match.end()].strip(), found)


def _is_no_number(match: re.Match[str], words: str) -> bool:
    before, after = words[: match.start("serial")], words[match.end() :]
    is_day = _NO_NUMBER.search(before) and not (match["year"] or match["before"])
    return bool(is_day or _NO_DOCUMENT.match(after))


def _code(letters: str) -> str:
    """Return the end of some letters that a 机关代字 holds: _code("看看晋政办发") == "晋政办发", _code("市监") too."""
    codes = {each.code for each in known()}
    ends = (letters[at:] for at in range(len(letters) - _LEAST_CODE + 1))
    return next((end for end in ends if any(end in code for code in codes)), "")


def _code_of_others(letters: str, code: str) -> str:
    """Return the 机关代字 of an office that the base has nothing of, or '': of 国办发 no 办发 is meant."""
    if any(each.code == code for each in known()):
        return ""
    before = letters.removesuffix(code)
    while said := max((word for word in talk() if before.startswith(word)), key=len, default=""):
        before = before.removeprefix(said)
    return f"{before}{code}" if before and f"{before}{code}".endswith(_CODE_ENDS) else ""


def _of_number(code: str, year: str, serial: str) -> Iterable[NumberedDocument]:
    """Return the documents of a number; of those that hold a code the very one, where there is one."""
    number = value(serial)
    found = [
        each for each in known() if each.serial == number and code in each.code and (not year or each.year == int(year))
    ]
    very = [each for each in found if each.code == code]
    return very or found


def _titled(words: str) -> tuple[list[int], list[str], str]:
    """Return the documents of which a question holds most of the title, or a long run of it that no other title has."""
    plain = words.replace(" ", "")
    runs = sorted(((_run(each.title, plain), each) for each in known()), key=lambda pair: -len(pair[0]))
    if not runs:
        return [], [], words
    run, document = runs[0]
    others = [each for other, each in runs[1:] if run in each.title]
    if others or (len(run) < _RUN and len(run) < max(_RUN / 2, _SHARE * len(document.title))):
        return [], [], words
    return [document.pk], [document.title], plain.replace(run, " ", 1)


def _run(title: str, words: str) -> str:
    """Return the longest run of characters that a title and some words share."""
    best = ""
    for start in range(len(title)):
        while start + len(best) < len(title) and title[start : start + len(best) + 1] in words:
            best = title[start : start + len(best) + 1]
    return best


def _ordinals(words: str, *, bare: bool) -> tuple[list[int], str]:
    """Return the articles' numbers that are asked for; 25条, or a last 25, only behind a document's number."""
    found: list[int] = []
    rest = words
    for match in _ARTICLE.finditer(words):
        if (match["bare"] or match["last"]) and not bare:
            continue
        found.append(int(value(match["figure"] or match["sign"] or match["bare"] or match["last"])))
        rest = rest.replace(match[0], " ", 1)
    return list(dict.fromkeys(found)), rest


def _articles(ordinal: int, documents: Sequence[int]) -> list[int]:
    """Return the articles that print a number, else, in documents that print none, those in its place."""
    asked = documents or [each.pk for each in known()]
    rows = Article.objects.public().filter(document__in=asked).in_document_order()
    listed = list(rows.values_list("pk", "document", "number", "ordinal"))
    printed = {document for _, document, number, _ in listed if number == ordinal}
    return [
        pk
        for pk, document, number, place in listed
        if number == ordinal or (document not in printed and place == ordinal)
    ]


@brought_forward(unless(Reach.TEXTS))
def known() -> tuple[NumberedDocument, ...]:
    """Return all documents that readers may see, in the base's order."""
    rows = Document.objects.public().listed().values_list("pk", "code", "year", "serial", "title")
    return tuple(NumberedDocument(pk, code, year, serial, fold(title)) for pk, code, year, serial, title in rows)
