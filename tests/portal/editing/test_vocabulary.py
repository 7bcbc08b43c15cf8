"""Care of the vocabularies: what is new is accepted or not, what is wrong is seen, and all goes to another base."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from importers import pipeline
from importers.load import vocabulary_files
from importers.load.reconcile import Reconciler
from policies.models import Benefit, Correction, Document, Responsibility, Term, TermUse, Unit, UnitName
from portal.editing import candidates, vocabulary_faults
from tests.portal.editing.forms import form_with

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
TEXT = (
    "关于支持发展的若干措施\n晋商发〔2022〕95号\n"
    "1. 支持企业。对乡村民宿联盟成员给予10万元奖励。（责任单位：省面点业促进局、省商务厅）\n"
    "2. 减免租金。减免6个月租金。（责任单位：省面点业促进局）\n"
)


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "small.txt"
    file.write_text(TEXT, encoding="utf-8")
    pipeline.import_files([file])
    return Document.objects.get(number="晋商发〔2022〕95号")


def press(desk, name: str, value, **typed):
    path = reverse("admin:candidates")
    page = desk.get(path)
    form = form_with(page, name)
    return desk.post(
        path, {"csrfmiddlewaretoken": form.fields.get("csrfmiddlewaretoken", ""), name: value, **typed}, follow=True
    )


def new_words() -> list[str]:
    return [each.word for each in candidates.words()]


# --- candidates ------------------------------------------------------------------------------------------------------


def test_a_new_office_comes_with_its_sentences_and_what_it_may_be(desk, small):
    unit = Unit.objects.get(name="省面点业促进局")
    (found,) = [each for each in desk.get(reverse("admin:candidates")).context["units"] if each.unit == unit]
    assert found.count == 2
    assert [place for place, _ in found.sentences] == [f"{small.number} 第1条", f"{small.number} 第2条"]
    assert "<mark" in found.sentences[0][1]


def test_it_may_be_what_is_known_and_no_other_new_office(desk, small):
    unit = Unit.objects.get(name="省面点业促进局")
    Unit.objects.create(name="省面点业推进局", position=10_000)
    known = Unit.objects.create(name="省面食业促进局", position=10_001, verified=True)
    (found,) = candidates.of_units([unit])
    assert [near.row for near in found.near] == [known]


def test_it_is_accepted_as_new(desk, small):
    unit = Unit.objects.get(name="省面点业促进局")
    assert "已核实为单位" in press(desk, "new-unit", unit.pk).content.decode()
    unit.refresh_from_db()
    assert unit.verified
    assert not candidates.of_units(Unit.objects.candidates().filter(pk=unit.pk))
    assert "已经处理过了" in desk.post(reverse("admin:candidates"), {"new-unit": unit.pk}, follow=True).content.decode()


def test_it_is_no_office_and_stays_none(desk, small):
    unit = Unit.objects.get(name="省面点业促进局")
    press(desk, "no-unit", unit.pk)
    assert not unit.responsibilities.exists()
    assert Responsibility.objects.filter(article__document=small, unit__name="省商务厅").exists()
    pipeline.derive_documents(Document.objects.all())
    assert not Unit.objects.candidates().filter(pk=unit.pk).exists()
    assert not unit.responsibilities.exists()
    assert not Unit.objects.public().filter(pk=unit.pk).exists()


def test_a_word_that_no_term_reads_is_accepted_in_a_vocabulary_and_read(desk, small):
    row = Benefit.objects.filter(article__document=small).first()
    row.receivers = ["乡村民宿联盟成员"]
    row.save()
    word = "乡村民宿联盟成员"
    Term.objects.filter(words__icontains="民宿").update(words=["住宿"])
    pipeline.Revision.bump()
    assert word in new_words()
    press(desk, "new-term", word, scheme="beneficiary")
    term = Term.objects.get(name=word)
    assert TermUse.objects.filter(term=term, article__document=small).exists()
    assert word not in new_words()


@pytest.fixture
def word(nine):
    return candidates.words()[0].word


def test_it_is_a_word_of_a_known_term(desk, word):
    term = Term.objects.get(scheme="sector", name="餐饮")
    press(desk, "word-of", f"{term.pk}:{word}")
    term.refresh_from_db()
    assert term.words[-1] == word
    assert term.uses.filter(quote=word).exists()


def test_it_is_nothing_and_is_listed_no_more(desk, word):
    uses = TermUse.objects.count()
    press(desk, "no-term", word)
    assert word not in new_words()
    pipeline.derive_documents(Document.objects.all())
    assert TermUse.objects.count() == uses


@pytest.mark.parametrize(
    "sent",
    [
        {"new-unit": "x"},
        {"no-unit": "9" * 30},
        {"new-term": "不在候选里", "scheme": "sector"},
        {"word-of": "1"},
        {"x": "1"},
    ],
)
def test_what_no_page_sends_does_nothing(desk, sent):
    assert "没有处理" in desk.post(reverse("admin:candidates"), sent, follow=True).content.decode()


# --- what is wrong ---------------------------------------------------------------------------------------------------


def faults(label: str) -> list[str]:
    return next([fault.text for fault in found] for kind, found in vocabulary_faults.found() if kind.label == label)


def a_name_of_two():
    UnitName.objects.create(unit=Unit.objects.get(name="省财政厅"), name="省商务厅")


def a_word_of_two():
    Term.objects.create(scheme="sector", name="面点", words=["餐饮"])


def a_circle():
    a, b = Unit.objects.create(name="甲局"), Unit.objects.create(name="乙局")
    Unit.objects.filter(pk=a.pk).update(successor=b)
    Unit.objects.filter(pk=b.pk).update(successor=a)
    pipeline.Revision.bump()


def a_shadow():
    Term.objects.create(scheme="sector", name="面点", words=["大餐饮业"])


def an_idle_negative():
    Term.objects.create(scheme="place", name="某山", words=["某山"], not_words=["吕梁山护工", "某山护工"])


def an_unused_word():
    Term.objects.create(scheme="sector", name="冷门", words=["从未印过的词"])


def an_unused_office():
    Unit.objects.create(name="省从未提到的局", verified=True)


@pytest.mark.parametrize(
    "label, arise, told, not_told",
    [
        ("一个名称两个单位", a_name_of_two, "“省商务厅”同是", "省工信厅"),
        ("一个词两个词条", a_word_of_two, "“餐饮”同是", "住宿"),
        ("绕圈", a_circle, "承继绕回了自己", "所属"),
        ("词里有别的词条的词", a_shadow, "“大餐饮业”（面点）里有“餐饮”", "“餐饮”（餐饮）里有"),
        ("排除的词不起作用", an_idle_negative, "某山：吕梁山护工", "某山护工"),
        ("没有用到的词", an_unused_word, "冷门：从未印过的词", "餐饮："),
        ("没有文件提到的单位", an_unused_office, "省从未提到的局", "省商务厅"),
    ],
)
def test_a_fault_is_seen_and_what_is_right_is_none(desk, label, arise, told, not_told):
    before = faults(label)
    assert not any(told in each for each in before)
    arise()
    new = [each for each in faults(label) if each not in before]
    assert any(told in each for each in new)
    assert not any(each.startswith(not_told) or f"、{not_told}" in each for each in new)
    assert desk.get(reverse("admin:vocabulary")).status_code == 200


# --- files -----------------------------------------------------------------------------------------------------------


def state() -> tuple:
    return (
        sorted(
            Unit.objects.values_list("name", "full_name", "kind", "verified", "not_an_office", "part_of", "successor")
        ),
        sorted(UnitName.objects.values_list("unit__name", "name", "inactive")),
        sorted((t.scheme, t.name, t.words, t.not_words, t.codes, t.inactive, t.note) for t in Term.objects.all()),
        sorted(Correction.objects.standing().values_list("article", "quote", "reading", "confidence")),
    )


def changed_by_editors() -> None:
    term = Term.objects.get(scheme="sector", name="餐饮")
    Term.objects.filter(pk=term.pk).update(words=[*term.words, "白酒品鉴"])
    Term.objects.create(scheme="place", name="新城", words=["新城"])
    UnitName.objects.filter(name="省发展改革委").update(inactive=True)
    unit = Unit.objects.create(
        name="省面点局", kind="provincial", verified=True, part_of=Unit.objects.get(name="省商务厅")
    )
    UnitName.objects.create(unit=unit, name="省面点局")
    Unit.objects.create(name="吕梁山护工", not_an_office=True)
    row = Correction.objects.first()
    Correction.objects.filter(pk=row.pk).update(reading="别的", confidence="probable")
    pipeline.Revision.bump()


@pytest.fixture
def another(db):
    """A way back to the base as it was: another base has the same texts, and knows nothing of our editors."""
    from django.db import transaction

    save = transaction.savepoint()
    return lambda: transaction.savepoint_rollback(save)


def test_what_editors_did_goes_to_another_base(desk, another):
    untouched = state()
    changed_by_editors()
    ours, content = state(), desk.get(reverse("admin:vocabulary_files")).content
    another()
    pipeline.Revision.bump()
    assert state() == untouched != ours
    sent = {"file": SimpleUploadedFile("vocabulary.zip", content)}
    page = desk.post(reverse("admin:vocabulary"), sent, follow=True)
    assert "词表已导入" in page.content.decode()
    names = [row[:5] for row in ours[0]]
    assert [row[:5] for row in state()[0]] == names
    assert state()[1:] == ours[1:]
    assert Unit.objects.get(name="省面点局").part_of.name == "省商务厅"
    again = desk.post(reverse("admin:vocabulary"), {"file": SimpleUploadedFile("v.zip", content)}, follow=True)
    assert "没有不同" in again.content.decode()


def test_what_was_taken_wins_over_the_files_of_the_release(another):
    changed_by_editors()
    files = vocabulary_files.unpacked(vocabulary_files.packed())
    another()
    vocabulary_files.take(files)
    pipeline.vocabularies.load_vocabularies(Reconciler())
    assert "白酒品鉴" in Term.objects.get(scheme="sector", name="餐饮").words
    assert UnitName.objects.get(name="省发展改革委").inactive


def test_by_command_out_and_in(tmp_path, capsys):
    file = tmp_path / "v.zip"
    call_command("export_vocabulary", str(file))
    call_command("import_vocabulary", str(file))
    assert "没有不同" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有导入"):
        call_command("import_vocabulary", __file__)
    with pytest.raises(CommandError, match="不能读"):
        call_command("import_vocabulary", str(tmp_path / "none.zip"))


def archive(**files: str) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return told.getvalue()


@pytest.mark.parametrize(
    "content, told",
    [
        pytest.param(b"", "这不是本库导出的词表", id="empty"),
        pytest.param(b"PK\x03\x04 broken", "这不是本库导出的词表", id="broken"),
        pytest.param(archive(**{"../../etc/passwd": "x"}), "不是词表", id="another's file"),
        pytest.param(archive(**{"units.csv": "a,b\n1,2\n"}), "没有“name”这一栏", id="other columns"),
        pytest.param(archive(**{"units.csv": "name,kind\n,provincial\n"}), "第 2 行", id="no name"),
        pytest.param(archive(**{"units.csv": "name,kind\n某局,x\n"}), "第 2 行", id="no kind"),
        pytest.param(archive(**{"members.csv": "collective,member\n无,无\n"}), "“无”在本库和文件里都没有", id="nobody"),
        pytest.param(archive(**{"sectors.csv": f"name,words\n某业,{'长' * 60}\n"}), "太长", id="a long word"),
    ],
)
def test_other_files_are_refused_in_a_sentence_and_change_nothing(desk, content, told):
    before = state()
    page = desk.post(reverse("admin:vocabulary"), {"file": SimpleUploadedFile("v.zip", content)})
    assert told in page.content.decode()
    assert state() == before
