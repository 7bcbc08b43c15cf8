"""What an import noticed is on the work list, of drafts and of public documents, until it is mended or explained."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from importers import pipeline
from policies.models import Article, Document
from portal.editing import publication
from portal.editing.worklist import BY_NAME
from tests.importers.test_intake import TEXT

NUMBER = "临川政发〔2023〕12号"
LAW = """临川市夜市管理办法

第一条 本办法适用于全市的夜市。

第二条 夜市应当保持整洁。

临川市人民政府
2023年4月20日
"""


def noticed(kind: str, document: Document) -> list[tuple[str, str]]:
    """What the list of a kind has of a document, each with the page on which it is settled."""
    return [(item.text, item.address) for item in BY_NAME[kind].page(document.pk, True, {}).rows]


@pytest.fixture
def taken(nine, tmp_path):
    """Gives the document of a text, imported."""

    def take(text: str) -> Document:
        file = tmp_path / "夜间.txt"
        file.write_text(text, encoding="utf-8")
        (document,) = pipeline.import_files([file], publish=False).documents
        return document

    return take


@pytest.mark.long
def test_each_is_an_item_that_opens_where_it_is_settled(taken, desk):
    document = taken(TEXT.replace("2023年4月20日\n", ""))
    page = reverse("admin:policies_document_change", args=[document.pk])
    articles = {each.number: each for each in Article.objects.filter(document=document)}

    def of(number: int) -> str:
        return reverse("admin:policies_article_change", args=[articles[number].pk])

    issuer = "临川市人民政府"
    as_new = reverse("admin:policies_unit_add", query={"name": issuer, "full_name": issuer})
    assert noticed("head", document) == [("没有成文日期", page), (f"词表里没有发文机关“{issuer}”", as_new)]
    assert noticed("numbering", document) == [("第3条处印作“4”", of(4))]
    assert noticed("offices", document) == [("第5条：没有责任单位", of(5))]
    assert noticed("reading", document) == []
    for kind in "head", "numbering", "offices":
        listed = desk.get(reverse("admin:work", args=[kind]), {"document": document.slug}).content.decode()
        assert all(text in listed for text, _ in noticed(kind, document)), kind
        assert all(desk.get(address).status_code == 200 for _, address in noticed(kind, document))


@pytest.mark.long
def test_what_is_printed_so_goes_with_a_reason_and_more_of_it_comes_back(taken):
    document = taken(TEXT)
    editor = User.objects.create_superuser("zhao")
    publication.waive(document, "numbering", "原件如此", editor)
    publication.waive(document, "bare", "原件如此", editor)
    assert noticed("numbering", document) == noticed("offices", document) == []
    document = taken(TEXT.replace("5．加强", "7．加强"))
    assert len(noticed("numbering", document)) == 2
    assert noticed("offices", document) == []


def test_of_the_nine_only_the_dates_that_they_do_not_print_are_missed(nine):
    missed = {item.text for item in BY_NAME["head"].page(None, False, {}).rows}
    assert missed == {"没有成文日期"}


def test_where_no_article_names_an_office_none_is_missed(taken):
    assert noticed("offices", taken(LAW)) == []


def test_a_text_of_which_little_was_read_is_to_be_looked_at(taken):
    long = "临川是一座老城，夜里的街市历来热闹，历年都有许多人来看。" * 40
    document = taken(TEXT.replace("二、优化环境", f"附表\n{long}\n{long}\n二、优化环境"))
    assert [text for text, _ in noticed("reading", document)] != []


def test_only_what_is_waited_for_holds_back_a_publication(taken):
    document = taken(TEXT)
    held = {each.check.name for each in publication.results(document) if each.holds_back}
    unmet = {each.check.name for each in publication.results(document) if not each.is_met}
    assert {"bare", "known_issuer"} <= unmet - held
    assert "numbering" in held
