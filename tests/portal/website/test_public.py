"""What readers may see: an article that its source dropped, and a fact that an editor rejected, are nowhere in public.

Every page, list, feed of numbers and export is read before a third article comes and after it went again: people
worked on it, so that the base keeps it, and yet each answer must be what it was, to the letter.
"""

import json
import re
from html import unescape
from io import BytesIO, StringIO
from urllib.parse import unquote, urlencode
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.urls import resolve

from importers import pipeline
from policies.models import DERIVED, FACTS, Article, Correction, Document, Relation, Report
from portal.website import urls as website
from portal.website.page_cache import PAGE_CACHE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

SLUG = "jinshangfa-2022-9"
TITLE = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
RENT = "减免租金。对承租国有房屋的餐饮企业减免6个月租金，2022年12月31日前申报。（责任单位：省国资委、省财政厅）"
LOAN = "支持贷款。对零售企业给予最高50万元的贷款贴息，每季度调度一次。（责任单位：省商务厅）"
# All that can be said in an article: offices, one of them new, sums, times, targets, terms, a citation, a parallel.
DROPPED = (
    "减免火星租金。对承租国有房屋的餐饮企业减免6个月租金，给予77.7万元一次性奖补，2031年7月7日前申报。"
    "建设77个火星美食街区。落实《火星餐饮发展条例》。由省商务厅会同有关部门组织实施，每半年通报一次。"
    "（火星商业管理局牵头，省商务厅、省财政厅配合）"
)
# Words that only the dropped article has, and that no question below repeats.
WORDS = ["77.7万", "777000", "2031年7月7日", "77个", "美食街区", "餐饮发展条例", "商业管理局"]
QUESTIONS = [
    {"q": "火星"},
    {"q": "火星租金怎么减"},
    {"unit": "省商务厅"},
    {"unit": "省商务厅", "basis": "body"},
    {"unit": "省财政厅", "role": "support"},
    {"sector": "餐饮"},
    {"sector": "餐饮", "only": "1", "sort": "date"},
    {"instrument": "奖补", "sort": "benefit"},
    {"condition": "承租国有房屋"},
    {"min_yuan": "700000"},
    {"amount_role": "benefit", "sort": "benefit"},
    {"ends": "2031"},
    {"date": "recurring"},
    {"on": "2031-07-01", "document": "晋商发〔2022〕9号"},
    {"validity": "unverified", "sort": "relevance", "q": "租金"},
]
PAGES = [
    "/",
    "/documents/",
    f"/documents/{SLUG}/",
    f"/documents/{SLUG}/?text=print",
    f"/documents/{SLUG}/art_1/",
    f"/documents/{SLUG}/art_2/",
    f"/documents/{SLUG}/art_3/",
    f"/documents/{SLUG}/art_3/report/",
    f"/documents/{SLUG}/art_3/report/thanks/",
    "/documents/jinzhengbanfa-2022-33/",
    "/documents/?q=火星",
    "/articles/",
    f"/articles/?document={SLUG}",
    *(f"/articles/?{urlencode(question)}" for question in QUESTIONS),
    "/units/",
    "/units/?q=火星",
    "/units/省服务业发展领导小组成员单位/",
    "/units/省商务厅/",
    "/units/省商务厅/tasks/",
    "/units/省商务厅/tasks.xlsx",
    "/units/省商务厅/tasks.csv",
    "/articles/tasks.xlsx?q=火星",
    f"/articles/tasks.csv?document={SLUG}",
    f"/documents/{SLUG}/tasks.csv",
    "/calendar/tasks.csv",
    "/units/省商务厅/with/省财政厅/",
    "/units/火星商业管理局/",
    "/units/火星商业管理局/tasks/",
    "/sectors/",
    "/sectors/餐饮/",
    "/match/?sector=餐饮",
    "/match/?sector=餐饮&page=2",
    "/match/?sector=餐饮&beneficiary=个体工商户&on=2022-06-30",
    "/match/?instrument=奖补&yes=承租国有房屋",
    "/match/?unit=省商务厅",
    "/match.json?sector=餐饮&yes=承租国有房屋",
    "/match.csv?sector=餐饮",
    "/match.xlsx?sector=餐饮&yes=承租国有房屋",
    "/match/report/?sector=餐饮",
    "/calendar/",
    "/calendar/?when=2031-07",
    "/calendar/?role=term",
    "/calendar/?unit=省商务厅",
    "/overview/",
    "/compare/?q=火星",
    "/compare/?q=租金",
    f"/compare/?a={SLUG}/art_1",
    f"/compare/?a={SLUG}/art_1&b={SLUG}/art_3",
    "/about/data/",
]


# These say that the article came and went, and so are not what they were; its words stand there as little.
CHANGES = ["/changes/", "/changes/?page=2", f"/changes/?document={SLUG}", "/changes/feed/", "/changes.csv"]

# Addresses that no page above has: they tell nothing of any text, or what a text of its own address said
# (pages/test_version.py holds who sees that).
# Files as received, told of nowhere by default, are walked in views/test_originals.py.
ELSEWHERE = {"large_text", "match_thanks", "version", "version_article", "original", "original_page", "page_image"}

# Where the facts of an article are told, once each.
FACT_PAGES = [
    f"/documents/{SLUG}/",
    f"/documents/{SLUG}/art_3/",
    f"/articles/?document={SLUG}&instrument=奖补&min_yuan=1",
    f"/articles/?document={SLUG}&unit=省商务厅&on=2031-07-01&sort=date",
    "/units/省商务厅/",
    "/units/省商务厅/tasks/",
    "/units/省商务厅/with/省财政厅/",
    "/sectors/餐饮/",
    "/match/?sector=餐饮&yes=承租国有房屋&monthly=8",
    "/calendar/",
    "/overview/",
    f"/compare/?a={SLUG}/art_1&b={SLUG}/art_3",
    "/about/data/",
]


# What differs between two answers to the same, and is of no text: a form's token, the base's revision, and the list of
# all texts as received, which grows by each.
OF_NO_TEXT = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|<dt>库的版本</dt><dd>[^<]*|"revision": "[^"]*"'
    r'|库的版本</t>.*?</t>|<h2 id="sources">.*?</table>',
    re.DOTALL,
)


def read(path: str, content: bytes) -> str:
    """The text of an answer; a workbook writes each sign as a number."""
    if ".xlsx" in path and content:
        content = unescape(ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()).encode()
    return OF_NO_TEXT.sub("", content.decode())


def told(client, pages: list[str] = PAGES) -> dict[str, tuple]:
    """What pages and the export say."""
    PAGE_CACHE.clear()
    found = {}
    for path in pages:
        answer = client.get(path)
        content = answer.content if answer.status_code == 200 or ".xlsx" not in path else b""
        found[path] = (answer.status_code, answer.headers.get("Location"), read(path, content))
    exported = StringIO()
    call_command("export_articles", stdout=exported)
    return found | {"export_articles": (0, None, exported.getvalue())}


def work_on(article: Article) -> None:
    """An editor's day on an article: facts confirmed, a word corrected, a relation stated; and a reader's report."""
    for model in DERIVED:
        for row in model.objects.filter(article=article):
            row.status = "confirmed"
            row.save()
    Correction.objects.create(article=article, quote="一次性", reading="一次", reason="试", edited_by_human=True)
    other = Document.objects.get(slug="jinfa-2021-67")
    Relation.objects.create(
        kind="amends", later=other, earlier=article.document, earlier_article=article, evidence="火星公报"
    )
    Relation.objects.create(
        kind="repeals", later=article.document, later_article=article, earlier=other, evidence="火星公报"
    )
    Report.objects.create(article=article, place="火星", problem="value", text="有误")


@pytest.fixture
def says(tmp_path):
    """Imports a small document anew with these articles."""
    file = tmp_path / "small.txt"

    def imported(*articles: str) -> Document:
        numbered = "".join(f"{number}. {article}\n" for number, article in enumerate(articles, 1))
        file.write_text(TITLE + numbered, encoding="utf-8")
        pipeline.import_files([file])
        return Document.objects.get(slug=SLUG)

    return imported


def test_every_public_address_is_walked():
    """A new page is named here, or it is said why not."""
    walked = {resolve(unquote(path).partition("?")[0]).url_name for path in (*PAGES, *CHANGES)}
    named = {each.name for each in website.urlpatterns if getattr(each, "name", None)}
    assert named - walked - ELSEWHERE == set()


def test_where_facts_are_told_a_dropped_article_is_nowhere(client, says):
    """In short what the walks below hold of every page."""
    article = says(RENT, LOAN, DROPPED).articles.get(ordinal=3)
    Article.objects.filter(pk=article.pk).update(removed_from_source=True)
    found = {path: client.get(path).content.decode() for path in FACT_PAGES}
    assert {path: word for path, text in found.items() for word in WORDS if word in text} == {}


@pytest.mark.long
def test_an_article_that_its_source_dropped_is_nowhere(client, says):
    says(RENT, LOAN)
    before = told(client)
    document = says(RENT, LOAN, DROPPED)
    there = told(client)
    assert [word for word in WORDS if not any(word in text for *_, text in there.values())] == [], "each word is told"
    work_on(document.articles.get(ordinal=3))
    says(RENT, LOAN)
    assert document.articles.get(path="art_3").removed_from_source, "kept for the editors"
    after = told(client, [*PAGES, *CHANGES])
    assert {path: word for path, (*_, text) in after.items() for word in WORDS if word in text} == {}
    assert [path for path in before if after[path] != before[path]] == []


# States that differ from a draft's by their name alone are looked at where most is told.
OTHERS = [Document.State.IN_REVIEW, Document.State.SUPERSEDED]


def in_state(document: Document, state: str) -> None:
    document.state = state
    document.save()


@pytest.mark.long
def test_a_document_that_is_not_published_is_nowhere(client, tmp_path):
    """All states of one document, since an import takes seconds; one that was public before is hidden as well."""
    pages = [*PAGES, *CHANGES]
    before = told(client, pages)
    file = tmp_path / "small.txt"
    file.write_text(f"{TITLE}1. {DROPPED}\n2. {RENT}\n", encoding="utf-8")
    pipeline.import_files([file], publish=False)
    document = Document.objects.get(slug=SLUG)
    assert document.state == Document.State.DRAFT
    assert document.articles.present().count() == 2
    assert [path for path, found in told(client, pages).items() if found != before[path]] == []
    for state in OTHERS:
        in_state(document, state)
        found = told(client, list(set(FACT_PAGES) & set(pages)))
        assert [path for path in found if found[path] != before[path]] == [], state
    in_state(document, Document.State.PUBLISHED)
    public = told(client, pages).values()
    assert [word for word in WORDS if not any(word in text for *_, text in public)] == [], "each word is told"
    in_state(document, Document.State.WITHDRAWN)
    found = told(client, pages)
    assert [path for path in before if found[path] != before[path]] == []


@pytest.mark.long
def test_a_published_text_that_cites_a_draft_leads_nowhere(client, says, tmp_path):
    file = tmp_path / "draft.txt"
    file.write_text(f"关于火星餐饮的若干措施\n晋商发〔2022〕8号\n1. {RENT}\n", encoding="utf-8")
    pipeline.import_files([file], publish=False)
    citing = "落实《关于火星餐饮的若干措施》（晋商发〔2022〕8号），减免租金。（责任单位：省商务厅）"
    mention = says(RENT, citing).articles.get(ordinal=2).citation_set.get()
    draft = Document.objects.get(number="晋商发〔2022〕8号")
    assert mention.document == draft
    pages = [f"/documents/{SLUG}/", f"/documents/{SLUG}/art_2/", "/about/data/", "/changes/"]
    assert [path for path, (*_, text) in told(client, pages).items() if draft.slug in text] == []
    in_state(draft, Document.State.PUBLISHED)
    assert draft.get_absolute_url() in told(client, pages)[f"/documents/{SLUG}/art_2/"][2]


@pytest.mark.long
def test_what_the_log_said_of_a_dropped_article_goes_with_it(client, says):
    says(RENT, LOAN, DROPPED)
    work_on(says(RENT, LOAN, DROPPED.replace("77.7万元", "777.7万元")).articles.get(ordinal=3))
    assert [path for path in CHANGES if "777.7万元" not in client.get(path).content.decode()] == []
    says(RENT, LOAN)
    left = told(client, CHANGES)
    words = [*WORDS, "777.7万"]
    assert {path: word for path, (*_, text) in left.items() for word in words if word in text} == {}


def test_what_hangs_on_a_dropped_article_of_another_is_nowhere(client, says):
    """30号 §1 names offices for all that follow: what an article inherits goes with the article that says it."""
    default = "各市、县人民政府负责落实，以下措施均需各市、县人民政府落实，不再列出。"
    document = says(f"加强领导。压实各方责任。（责任单位：省商务厅，{default}）", RENT)
    part = document.articles.get(ordinal=2).responsibility_set.filter(basis="document").first()
    part.status = "confirmed"
    part.save()
    Article.objects.filter(document=document, ordinal=1).update(removed_from_source=True)
    assert "以下措施" not in client.get(f"/documents/{SLUG}/art_2/").content.decode()
    assert not document.articles.get(ordinal=2).responsibility_set.public().filter(basis="document").exists()


@pytest.mark.long
def test_a_rejected_fact_is_nowhere(client, says):
    document = says(RENT, LOAN, DROPPED)
    article = document.articles.get(ordinal=3)
    for model in DERIVED:
        for row in model.objects.filter(article=article):
            row.status = "rejected"
            row.save()
    found = told(client)
    assert {path: word for path in CHANGES for word in WORDS if word in client.get(path).content.decode()} == {}
    records = map(json.loads, found["export_articles"][2].splitlines())
    record = next(each for each in records if (each["document"], each["ordinal"]) == (document.number, 3))
    facts = ("units", "measures", "amounts", "times", "targets", "sectors", "citations")
    assert [name for name in facts if record[name]] == []
    link = f"/documents/{SLUG}/art_3/"
    silent = [path for path in PAGES if path.startswith(("/units/", "/match/", "/calendar/", "/overview/"))]
    by_facts = [each for each in QUESTIONS if not {"q", "on"} & set(each) and each != {"sector": "餐饮"}]
    silent += [f"/articles/?{urlencode(question)}" for question in by_facts]
    assert [path for path in silent if link in found[path][2]] == []
    assert found["/units/火星商业管理局/"][0] == 404


@pytest.mark.long
@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_a_rejected_fact_is_told_as_one_that_was_never_read(client, says, model):
    """Each kind by itself: where a page asks two kinds, one that forgot the rule would hide behind the other."""
    article = says(RENT, LOAN, DROPPED).articles.get(ordinal=3)
    rows = model.objects.filter(article=article)
    assert rows.exists()
    for row in rows:
        row.status = "rejected"
        row.save()
    rejected = told(client, FACT_PAGES)
    rows.delete()
    never_read = told(client, FACT_PAGES)
    assert [path for path in rejected if rejected[path] != never_read[path]] == []


@pytest.mark.long
def test_a_repealed_article_stays_readable_and_is_offered_by_nobody(client, says):
    document = says(RENT, LOAN, DROPPED)
    document.articles.filter(ordinal=3).update(validity="repealed", validity_evidence="公报")
    Document.objects.get(pk=document.pk).save()  # the base moves
    found = told(client)
    page = found[f"/documents/{SLUG}/art_3/"]
    assert page[0] == 200
    assert "有效性：废止" in page[2]
    assert "77.7万元" not in found["/overview/"][2]
    offered = found["/match/?sector=餐饮"][2].partition('id="past"')[0]
    assert "77.7万元" not in offered
    calendar = found["/calendar/?when=2031-07"][2]
    assert "2031年7月7日" in calendar
    assert "有效性：废止" in calendar


@pytest.mark.long
@pytest.mark.parametrize("question", [{"min_yuan": "1"}, {"min_yuan": "700000"}])
def test_sums_of_what_is_in_force_lead_to_lists_as_long(client, says, question):
    document = says(RENT, LOAN, DROPPED)
    document.articles.filter(ordinal=3).update(validity="repealed")
    Document.objects.get(pk=document.pk).save()
    html = client.get("/overview/").content.decode()
    links = re.findall(r'href="(/articles/\?min_yuan=\d+[^"]*)">(\d+)', html)
    assert links
    for address, count in links:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert f'<b class="total">{count}</b>' in listed, address
