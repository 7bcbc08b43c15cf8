"""Originals and page images: nobody's by default; of the 公开属性 that the owner opens, where all of it is public."""

import pytest

from importers import pipeline
from policies.models import Document, PageImage, Source
from policies.models.publication import State

pytestmark = pytest.mark.django_db

TEXT = "关于支持夜市的通知\n石商〔2023〕8号\n一、免收摊位费。对夜市经营户免收3个月摊位费。\n（此件公开发布）\n"


@pytest.fixture
def document(tmp_path) -> Document:
    file = tmp_path / "夜市.txt"
    file.write_text(TEXT, encoding="utf-8")
    pipeline.import_files([file])
    found = Document.objects.get(number="石商〔2023〕8号")
    PageImage.objects.create(sha256=found.source.sha256, page=1, width=10, height=10, content=b"picture one")
    PageImage.objects.create(sha256=found.source.sha256, page=2, width=10, height=10, content=b"picture two")
    return found


def addresses(document: Document) -> list[str]:
    root = f"/originals/{document.source.sha256}/"
    return [root, f"{root}pages/1/", f"{root}pages/2/image/"]


def statuses(client, document: Document) -> set[int]:
    return {client.get(each).status_code for each in addresses(document)}


def test_by_default_no_original_is_served(client, document):
    assert document.source.disclosure == Source.Disclosure.PUBLIC
    assert statuses(client, document) == {404}
    assert "/originals/" not in client.get(document.get_absolute_url()).content.decode()


def test_what_the_owner_opened_is_served(client, document, settings):
    settings.OPEN_ORIGINALS = frozenset({"public"})
    page = client.get(document.get_absolute_url()).content.decode()
    assert all(each in page for each in addresses(document)[:2])
    file, shown, image = (client.get(each) for each in addresses(document))
    assert file.content == TEXT.encode()
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Content-Type"] == "application/octet-stream", "a stranger's page is saved, never run within ours"
    assert "第 1 页，共 2 页" in shown.content.decode()
    assert "noindex" in shown.content.decode()
    assert (image.content, image["Content-Type"]) == (b"picture two", "image/webp")
    assert client.get(f"{addresses(document)[0]}pages/3/").status_code == 404


@pytest.mark.parametrize("disclosure", [Source.Disclosure.ON_REQUEST, Source.Disclosure.UNKNOWN])
def test_what_the_owner_did_not_open_is_not(client, document, settings, disclosure):
    settings.OPEN_ORIGINALS = frozenset({"public"})
    document.source.disclosure = disclosure
    document.source.save()
    assert statuses(client, document) == {404}
    assert "/originals/" not in client.get(document.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN])
def test_a_file_that_holds_a_hidden_document_is_not_served(client, document, settings, state):
    settings.OPEN_ORIGINALS = frozenset({"public"})
    Document.objects.create(
        source=document.source, title="另一份", slug="another", state=state, position=document.position + 1
    )
    assert statuses(client, document) == {404}
