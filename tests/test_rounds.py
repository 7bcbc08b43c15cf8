"""Rule 6 by chance: rounds of edits and imports, and after each no human work is lost and nothing is doubled."""

import os
import random
from collections import Counter

import pytest

from importers import pipeline
from policies.models import DERIVED, FACTS, Citation, Document, Measure, Parallel, Responsibility
from policies.models.history import unrecorded
from portal.editing import conflicts
from tests.base import SOURCES

# A thousand take minutes: CI does them all (.ci/run), whoever waits for `make test` some.
ROUNDS = int(os.environ.get("JINCE_ROUNDS", "60"))
TITLE = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
ARTICLES = [
    "支持餐饮企业。对年营业额达到500万元的餐饮企业，给予10万元奖励。2022年12月31日前申报。（责任单位：省商务厅、省财政厅）",
    "减免租金。对承租国有房屋的餐饮企业减免6个月租金。（责任单位：省国资委，各市人民政府）",
    "培育品牌。培育100个餐饮品牌，每个补助不超过20万元。落实《餐饮业促进办法》。（省商务厅牵头，省财政厅配合）",
    "降低费率。担保费率降至1%以下，补贴比例从50%提高到80%。（责任单位：省地方金融监管局）",
    "稳定岗位。鼓励零售企业稳岗，每季度调度一次。（责任单位：省人社厅）",
]
WORDS = {
    "10万元": "12万元",
    "6个月": "3个月",
    "100个": "80个",
    "省财政厅": "省税务局",
    "鼓励": "支持",
    "餐饮企业": "餐饮业企业",
}


def write(file, articles: list[str]) -> None:
    numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(articles, 1))
    file.write_text(TITLE + numbered + "\n", encoding="utf-8")


def rows(document: Document) -> list:
    """Every derived row about the document, what its source has no more among them."""
    found = []
    for model in DERIVED:
        places = [name for name in ("article", "passage", "inherited_from") if hasattr(model, name)]
        found += model.objects.filter(article__document=document).prefetch_related(*places)
    return found


def human(found: list) -> dict:
    """What people decided, by row: it must read the same after an import."""
    return {
        (type(row).__name__, row.pk): (row.status, row.origin, row.current_values()) for row in found if row.is_human
    }


def edit(row, chance: random.Random) -> None:
    """One thing that an editor does to a row, as the desk does it."""
    action = chance.choice(["confirm", "reject", "change"])
    if action == "change" and isinstance(row, Responsibility):
        row.extracted_values = row.extracted_values or row.current_values()
        row.role, row.status = chance.choice(["lead", "support", "responsible"]), "edited"
    elif action == "change" and isinstance(row, Measure):
        row.extracted_values = row.extracted_values or row.current_values()
        row.force, row.status = chance.choice(["grants", "requires", "explores"]), "edited"
    else:
        row.status = "rejected" if action == "reject" else "confirmed"
    row.save()


def add(document: Document, chance: random.Random) -> Citation:
    """A fact by hand, at words that stand in an article."""
    article = chance.choice(list(document.articles.all()))
    start = chance.randrange(len(article.text) - 4)
    quote = article.text[start : start + 4]
    return Citation.objects.create(
        article=article, start=start, end=start + 4, quote=quote, title="手工", origin="editor", status="confirmed"
    )


def alter(articles: list[str], chance: random.Random) -> list[str]:
    """The next version of the text: a word changed, two articles swapped, one left out or brought back."""
    articles = list(articles)
    action = chance.choice(["word", "swap", "drop", "restore", "nothing", "nothing"])
    if action == "word":
        at, (old, new) = chance.randrange(len(articles)), chance.choice(list(WORDS.items()))
        articles[at] = articles[at].replace(old, new) if old in articles[at] else articles[at].replace(new, old)
    elif action == "swap" and len(articles) > 1:
        a, b = chance.sample(range(len(articles)), 2)
        articles[a], articles[b] = articles[b], articles[a]
    elif action == "drop" and len(articles) > 2:
        articles.pop(chance.randrange(len(articles)))
    elif action == "restore":
        missing = [text for text in ARTICLES if text not in articles]
        articles += missing[:1]
    return articles


def settle(row, chance: random.Random) -> None:
    """A conflict, as the conflicts page settles it."""
    found = conflicts.find(row)
    if chance.random() < 0.5 and conflicts.keep(found):
        return
    conflicts.take(found)


def check(document: Document, found: list, before: dict) -> None:
    """Nothing lost, nothing changed, nothing doubled, every span at its words or listed."""
    after = human(found)
    assert before.items() <= after.items()
    for row in found:
        if not row.orphaned and not getattr(row, "is_inherited", False):
            assert row.place.text[row.start : row.end] == row.quote
        assert row.is_human or not (row.orphaned or row.source_changed)
    derived = Counter(
        (type(row).__name__, row.article_id, row.start, repr(row.current_values())) for row in found if not row.is_human
    )
    assert max(derived.values()) == 1
    ordinals = list(document.articles.present().values_list("ordinal", flat=True))
    assert len(set(ordinals)) == len(ordinals)


@pytest.mark.usefixtures("nine")
def test_rounds_on_a_small_document(tmp_path):
    chance = random.Random(2022)  # noqa: S311 - chance for a test, the same every time
    with unrecorded():  # parallels are sought in the whole base, and this is about a small one
        Parallel.objects.all().delete()
        Document.objects.all().delete()
    file, articles = tmp_path / "small.txt", list(ARTICLES)
    write(file, articles)
    pipeline.import_files([file])
    document = Document.objects.get(number="晋商发〔2022〕9号")
    found = rows(document)
    for turn in range(ROUNDS):
        in_conflict = [
            row for row in found if row.is_human and (row.orphaned or row.source_changed) and row.status != "rejected"
        ]
        if turn % 7 == 0 and in_conflict:
            settle(chance.choice(in_conflict), chance)
            found = rows(document)
        elif turn % 10:
            edit(chance.choice(found), chance)
        else:
            found.append(add(document, chance))
        before = human(found)
        articles = alter(articles, chance)
        write(file, articles)
        pipeline.import_files([file])
        document.refresh_from_db()
        found = rows(document)
        check(document, found, before)


@pytest.mark.usefixtures("nine")
def test_some_rounds_on_the_nine():
    chance = random.Random(171)  # noqa: S311 - as above
    for _ in range(3):
        documents = list(Document.objects.all())
        for document in documents:
            everything = [row for row in rows(document) if row.article_id]
            for row in chance.sample(everything, min(8, len(everything))):
                edit(row, chance)
            add(document, chance)
        before = {document: human(rows(document)) for document in documents}
        counts = {model: model.objects.count() for model in FACTS}
        pipeline.import_files(SOURCES)
        for document in documents:
            assert before[document] == human(rows(document))
        assert counts == {model: model.objects.count() for model in FACTS}
