"""Versions of a document: the latest is shown, an earlier one is read at its own address and counted nowhere."""

import re

import pytest

from importers import pipeline
from importers.report import lines
from policies.models import Amount, Article, Document
from policies.models.publication import State

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]

SLUG = "jinshangfa-2022-9"
OLD = """关于支持火星餐饮的若干措施
晋商发〔2022〕9号
1. 减免租金。对承租国有房屋的餐饮企业减免6个月租金。（责任单位：省国资委）
2. 支持贷款。对零售企业给予最高51.7万元的贷款贴息。（责任单位：省商务厅）
3. 建设火星夜市。给予一次性奖励。（责任单位：省商务厅）
山西省商务厅
2022年5月1日
"""
NEW = (
    OLD.replace("51.7万元", "88.7万元")
    .replace("3. 建设火星夜市。给予一次性奖励。", "3. 举办金星展会。给予一次性奖励。")
    .replace("2022年5月1日", "2023年6月1日")
)


@pytest.fixture
def received(tmp_path):
    """Imports a text under a name; gives its document."""

    def imported(text: str, name: str, *, publish: bool = True) -> tuple[Document, list[str]]:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        outcome = pipeline.import_files([file], publish=publish)
        return Document.objects.get(slug=SLUG), lines(outcome)

    return imported


def text_of(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"</?(?:span|ins|del|mark)[^>]*>", "", answer.content.decode())


def test_a_later_text_takes_the_address_and_the_earlier_has_its_own(client, received):
    document, _ = received(OLD, "old.txt")
    received(re.sub(r"3\. .*\n", "", NEW), "new.txt")
    old = document.versions.get()
    assert (old.state, str(old.version_on), old.articles.count()) == (State.SUPERSEDED, "2022-05-01", 3)
    now, before = f"/documents/{SLUG}/", f"/documents/{SLUG}/@2022-05-01/"
    assert "88.7万元" in text_of(client, now)
    assert before in text_of(client, now)
    page = text_of(client, before)
    for words in ("旧版", "51.7", "夜市", "现行版本没有", "有改动", "未变"):
        assert words in page, words
    one = text_of(client, f"{before}art_2/")
    assert "51.7" in one
    assert "夜市" not in one
    assert client.get(f"{before}art_9/").status_code == 404
    assert client.get(f"/documents/{SLUG}/@2023-06-01/art_2/").headers["Location"] == f"{now}art_2/"
    assert client.get(f"/documents/{SLUG}/@2021-01-01/").status_code == 404
    assert client.get(f"/documents/{SLUG}/@2022-13-01/").status_code == 404


FAULTY = OLD.replace("一次性奖励", "一次性奖厉")
OTHER = """关于加强城市防汛工作的通知
晋商发〔2022〕9号
1. 落实防汛责任，汛期实行二十四小时值班。
2. 储备防汛物资，备足沙袋。
3. 加强巡查，及时处置险情。
山西省商务厅
2022年3月1日
"""


def test_the_copies_of_an_earlier_text_stay_with_it(received):
    received(OLD, "old.txt")
    received(FAULTY, "copy.txt")
    document, report = received(NEW, "new.txt")
    old = document.versions.get()
    assert [list(each.witnesses.values_list("name", flat=True)) for each in (document, old)] == [[], ["copy.txt"]]
    assert not [line for line in report if line.startswith("两种文本不同：晋商发〔2022〕9号")]
    assert [line for line in report if line.startswith("旧版本：")] == [
        f"旧版本：{document} 在 2022-05-01 的文本，读者可在 /documents/{SLUG}/@2022-05-01/ 查看"
    ]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(OLD, id="the text itself"),
        pytest.param(FAULTY, id="a copy that it had"),
        pytest.param(OLD + "\n", id="a copy that comes now"),
    ],
)
def test_an_earlier_text_that_comes_again_is_no_other_version(received, again):
    received(OLD, "old.txt")
    received(FAULTY, "copy.txt")
    received(NEW, "new.txt")
    document, _ = received(again, "again.txt")
    assert document.source.name == "new.txt"
    assert document.versions.count() == 1


def test_another_text_under_an_earlier_day_and_the_same_number_is_asked(received):
    received(OLD, "old.txt")
    document, report = received(OTHER, "other.txt")
    assert document.source.name == "old.txt"
    assert document.versions.get().state == State.DRAFT
    assert [line for line in report if "说不准" in line]


def test_an_old_version_is_counted_and_offered_nowhere(client, received):
    received(OLD, "old.txt")
    received(NEW, "new.txt")
    for path in (
        "/articles/?q=火星夜市",
        "/documents/",
        "/match/?sector=零售",
        "/overview/",
        "/about/data/",
        "/calendar/",
    ):
        page = text_of(client, path)
        assert "51.7" not in page, path
        assert f"{SLUG}/@" not in page, path
    assert Article.objects.public().filter(document__number="晋商发〔2022〕9号").count() == 3
    assert not Amount.objects.public().filter(quote__contains="51.7").exists()


def test_a_later_text_waits_while_the_public_sees_what_it_saw(client, received):
    received(OLD, "old.txt")
    before = text_of(client, f"/documents/{SLUG}/")
    document, _ = received(NEW, "new.txt", publish=False)
    waiting = document.versions.get()
    assert waiting.state == State.DRAFT
    assert waiting.articles.count() == 3
    assert text_of(client, f"/documents/{SLUG}/") == before
    assert client.get(f"/documents/{SLUG}/@2023-06-01/").status_code == 404
    received(NEW, "new.txt", publish=False)
    assert document.versions.count() == 1, "the same file again is the same version"


def test_what_people_decided_about_both_is_kept_when_a_version_is_published(client, received):
    document, _ = received(OLD, "old.txt")
    kept = document.articles.get(ordinal=1).responsibility_set.get()
    kept.status = "confirmed"
    kept.save()
    received(NEW, "new.txt", publish=False)
    version = document.versions.get()
    decided = version.articles.get(ordinal=2).amount_set.get()
    decided.status = "rejected"
    decided.save()
    version.articles.filter(ordinal=3).update(validity="in_force", validity_evidence="公报")
    correction = version.articles.get(ordinal=3).corrections.create(
        quote="展会", reading="展览会", reason="试", edited_by_human=True
    )
    pipeline.take_over(version)
    document.refresh_from_db()
    assert [each.state for each in document.versions.all()] == [State.SUPERSEDED]
    assert document.source.name == "new.txt"
    kept.refresh_from_db()
    assert (kept.status, kept.article.path) == ("confirmed", "art_1")
    assert document.articles.get(path="art_2").amount_set.get().status == "rejected"
    third = document.articles.present().get(ordinal=3)
    correction.refresh_from_db()
    assert (third.validity, correction.article, third.reading.count("展览会")) == ("in_force", third, 1)


def test_the_same_text_under_another_name_is_a_copy(received):
    document, _ = received(OLD, "old.txt")
    received(OLD + "\n", "copy.txt")
    assert [each.name for each in document.witnesses.all()] == ["copy.txt"]
    assert not document.versions.exists()


def test_what_nobody_can_tell_is_asked(client, received):
    document, _ = received(OLD, "old.txt")
    before = text_of(client, f"/documents/{SLUG}/")
    _, told = received(OLD.replace("51.7万元", "88.7万元"), "unsure.txt")
    assert not document.witnesses.exists(), "never silently a copy"
    assert document.versions.get().state == State.DRAFT
    assert text_of(client, f"/documents/{SLUG}/") == before
    assert any("说不准" in line and "unsure.txt" in line for line in told)


def test_a_text_that_came_before_is_an_old_version_at_once(client, received):
    document, _ = received(NEW, "new.txt")
    received(OLD, "old.txt")
    assert document.versions.get().state == State.SUPERSEDED
    assert "51.7" in text_of(client, f"/documents/{SLUG}/@2022-05-01/")
    assert "88.7万元" in text_of(client, f"/documents/{SLUG}/")


def test_versions_of_what_is_not_public_are_not_either(client, received):
    document, _ = received(OLD, "old.txt")
    received(NEW, "new.txt")
    document.refresh_from_db()
    document.state = State.WITHDRAWN
    document.save()
    assert client.get(f"/documents/{SLUG}/@2022-05-01/").status_code == 404
