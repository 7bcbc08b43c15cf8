"""A later text that waits as a draft knows what people decided about the sentences that it has from its document."""

import pytest

from importers import pipeline
from policies.models import Amount, Document, TermUse
from policies.models.derived import Derived

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
TEXT = """晋商发〔2022〕9号
山西省商务厅关于支持餐饮企业的通知
一、对餐饮企业给予最高50万元补助。（责任单位：省商务厅）
二、对住宿企业发放30万元，另安排20万元。（责任单位：省财政厅）
三、对零售企业给予10万元奖励。（责任单位：省商务厅）
山西省商务厅
2022年5月1日
"""
LATER = (
    TEXT.replace("50万元", "80万元")
    .replace("三、对零售", "三、对外贸企业贴息5万元。（责任单位：省商务厅）\n四、对零售")
    .replace("2022年5月1日", "2023年5月1日")
)


@pytest.fixture
def imported(tmp_path):
    def taken(text: str, name: str, *, publish: bool) -> None:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        pipeline.import_files([file], publish=publish)

    return taken


@pytest.fixture
def document(imported) -> Document:
    imported(TEXT, "first.txt", publish=True)
    return Document.objects.get(number="晋商发〔2022〕9号")


def of(document: Document, words: str, model=Amount):
    return model.objects.get(article__document=document, quote__contains=words)


def decided(row, **values) -> None:
    """As an editor saves a form."""
    before = type(row).objects.get(pk=row.pk).current_values()
    for name, value in values.items():
        setattr(row, name, value)
    row.store_extracted(before)
    row.save()


def later(imported, document: Document) -> Document:
    imported(LATER, "later.txt", publish=False)
    return document.versions.get()


def test_a_decision_is_taken_over_where_the_sentence_is_the_same(document, imported):
    decided(of(document, "30万元"), role=Amount.Role.CONDITION)
    decided(of(document, "20万元"), status=Derived.Status.REJECTED)
    decided(of(document, "10万元"), status=Derived.Status.CONFIRMED)
    version = later(imported, document)
    edited, rejected, confirmed = (of(version, words) for words in ("30万元", "20万元", "10万元"))
    assert (edited.status, edited.role) == (Derived.Status.EDITED, Amount.Role.CONDITION)
    assert edited.extracted_values["role"] != Amount.Role.CONDITION, "what the machine reads stands beside it"
    assert rejected.status == Derived.Status.REJECTED
    assert confirmed.status == Derived.Status.CONFIRMED, "also where its article has another number"
    assert "沿用" in confirmed.history.first().history_change_reason


def test_what_the_newer_text_says_otherwise_is_a_doubt(document, imported):
    decided(of(document, "50万元"), status=Derived.Status.CONFIRMED)
    version = later(imported, document)
    assert of(version, "80万元").status == Derived.Status.EXTRACTED


def test_the_same_words_in_another_sentence_are_nobody_s_decision(document, imported):
    def sectors(of: Document, name: str) -> set[str]:
        return set(TermUse.objects.filter(article__document=of, term__name=name).values_list("status", flat=True))

    for use in TermUse.objects.filter(article__document=document, term__name="住宿"):
        decided(use, status=Derived.Status.CONFIRMED)
    version = later(imported, document)
    assert sectors(version, "住宿") == {Derived.Status.CONFIRMED}
    assert sectors(version, "餐饮") == {Derived.Status.EXTRACTED}


def test_what_was_taken_over_is_derived_again_as_it_is(document, imported):
    decided(of(document, "30万元"), role=Amount.Role.CONDITION)
    version = later(imported, document)
    pipeline.derive_documents([Document.objects.select_related("source").get(pk=version.pk)])
    assert of(version, "30万元").role == Amount.Role.CONDITION


def test_nothing_is_taken_over_from_another_document(document, imported):
    decided(of(document, "10万元"), status=Derived.Status.CONFIRMED)
    imported(TEXT.replace("9号", "19号").replace("支持餐饮", "帮助餐饮"), "other.txt", publish=False)
    other = Document.objects.get(number="晋商发〔2022〕19号")
    assert of(other, "10万元").status == Derived.Status.EXTRACTED
