"""What a process keeps, brought forward through chance edits, merges and imports, is what it would be made anew."""

import random
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import F, Model
from django.test import RequestFactory
from django.urls import resolve
from django.utils.encoding import uri_to_iri
from hypothesis import given, settings
from hypothesis import strategies as st

from importers import pipeline
from importers.load.reconcile import Reconciler
from policies.asking import index, offices, references
from policies.models import (
    Amount,
    Article,
    Citation,
    Correction,
    Deadline,
    Document,
    Measure,
    Parallel,
    Relation,
    Responsibility,
    Revision,
    Term,
    TermUse,
    Unit,
)
from policies.models.publication import State
from policies.models.revision import Moved, Reach
from policies.revision_cache import pinned_revision
from policies.vocabulary import everyday, synonyms, terms
from portal.editing import merging
from portal.website.finder import bitmap_index, suggestions
from portal.website.finder.filterset import ArticleFilter
from portal.website.finder.params import PARAMS
from portal.website.finder.params.sources import AMOUNTS, TERMS, TIMES
from portal.website.matching import gifts, indexes, naming, receivers, shown_rows
from portal.website.pages.document import DocumentPage
from portal.website.pages.parts import article_cache, card_html, card_rows
from portal.website.pages.parts.article_card import cards
from tests import conftest
from tests.base import forget_documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine"), pytest.mark.long]

TEXTS = {
    "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n": [
        "支持餐饮企业。对年营业额达到500万元的餐饮企业，给予10万元奖励。2022年12月31日前申报。（责任单位：省商务厅、省财政厅）",
        "减免租金。对承租国有房屋的餐饮企业减免6个月租金。（责任单位：省国资委，火星商业管理局）",
        "稳定岗位。鼓励零售企业稳岗，每季度调度一次。（责任单位：省人社厅）",
        "餐饮企业缓缴。2022年，可申请缓缴失业保险，期限不超过一年。（责任单位：省人社厅）",
    ],
    "关于支持旅游业发展的若干措施\n晋商发〔2022〕10号\n": [
        "支持旅行社。对旅行社给予最高20万元补助，2023年6月30日前申报。（责任单位：省文旅厅、省财政厅）",
        "旅游企业缓缴。2022年，可申请缓缴失业保险，期限不超过一年。（责任单位：省人社厅）",
        "降低费率。担保费率降至1%以下。（责任单位：省地方金融监管局，省商务厅）",
        "衔接政策。餐饮企业按晋商发〔2022〕9号执行。（责任单位：省商务厅）",
    ],
}
OF_VOCABULARIES = (
    (naming._words, ()),
    (receivers._of_trades, ()),
    (synonyms.same, ()),
    (everyday.meanings, ()),
    (everyday.trades, ()),
    (terms.known_words, ()),
    (offices._places, ()),
    *((terms.of_scheme, (scheme,)) for scheme in Term.Scheme),
)
OF_TEXTS = (
    (bitmap_index._in_order, ()),
    (bitmap_index._places, ()),
    (indexes.term_index, ()),
    (indexes.terms_of_articles, ()),
    (indexes.rows, ()),
    (indexes.bits, ()),
    (gifts.gifts_by_measure, ()),
    (gifts._kinds_by_title, ()),
    (offices._known, ()),
    (offices._ids_by_name, ()),
    (offices._bureaus, ()),
    (offices._province, ()),
    (references.known, ()),
)


def plain(value):
    """A value with nothing in it that is equal to another that says otherwise, as a row is to its older self."""
    if isinstance(value, Model):
        return {name: each for name, each in value.__dict__.items() if not name.startswith("_")}
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {getattr(key, "pk", key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return {getattr(each, "pk", each) for each in value}
    return value


def cards_by(pieces: Callable) -> dict[int, str]:
    """All articles as cards of a list."""
    pks = bitmap_index.articles_at(range(len(bitmap_index._in_order())))
    asked = ArticleFilter({}, Article.objects.none()).selections
    return {card.article.pk: pieces(card) for card in cards(article_cache.articles(pks), asked)}


def readers() -> dict[str, list]:
    """All articles as the readers of their documents show them."""
    return {each.slug: DocumentPage(each).entries for each in Document.objects.public()}


def pages() -> dict[str, str]:
    """The pages of all articles, documents and offices, as anybody sees them."""
    units = Unit.objects.busiest_first().filter(articles__gt=0)
    listed = (Article.objects.public(), Document.objects.public(), units)
    found = [each.get_absolute_url() for rows in listed for each in rows]
    return {address: _seen(address) for address in found}


def _seen(address: str) -> str:
    request = RequestFactory().get(address)
    request.htmx, view = False, resolve(uri_to_iri(address))
    request.resolver_match = view
    return view.func(request, *view.args, **view.kwargs).content.decode()


@pinned_revision()
def kept() -> dict[object, object]:
    """All that is kept of texts, as it is asked for."""
    folded, pks = suggestions._folded(), bitmap_index._in_order()
    found = {work.__name__: plain(work(*args)) for work, args in OF_TEXTS}
    for source, param in dict.fromkeys((param.source, param) for param in PARAMS if param.source and param.column):
        key = source.cache_key({})
        found["rows", param.name] = bitmap_index._rows(source, key).combinations
        found["values", param.name] = plain(bitmap_index._listed(param.name, key)) if param.columns else None
    return found | {
        "index": plain(index.index()),
        "texts": dict(zip(folded.pks, folded.texts, strict=True)),
        "rows of cards": [card_rows.rows(source, pks) for source in (AMOUNTS, TIMES, TERMS["sector"])],
        "pairs": plain(folded.by_pair),
        "readers": readers(),
        "pages": pages(),
        "rows of answers": plain(shown_rows.of_articles(pks)),
        "sentences of answers": plain(shown_rows.sentences(Measure.objects.public().values_list("article", "pk"))),
        "cards": cards_by(lambda card: card_html._cache.get(card_html._key(card), lambda: card_html._pieces(card))),
    }


def anew() -> dict[object, object]:
    """The same, when nobody can say which texts moved."""
    Revision.bump(Moved(Reach.TEXTS, None))
    return kept()


def by(seed: int) -> random.Random:
    """Chance that can be had again."""
    return random.Random(seed)  # noqa: S311 - nothing secret


# --- what happens to a base; each takes the documents' files and chance ---


def _one(rows, chance: random.Random):
    return chance.choice(list(rows.order_by("pk")))


def change_a_fact(files, chance):
    row = _one(Amount.objects.all(), chance)
    row.high, row.status = chance.randrange(10**6), "edited"
    row.save()


def reject_facts(files, chance):
    rows = list(Responsibility.objects.all()[: chance.randrange(1, 5)])
    for row in rows:
        row.status = chance.choice(["rejected", "confirmed"])
    Reconciler().update(Responsibility, rows, ["status"])


def delete_a_fact(files, chance):
    _one(chance.choice([Deadline, TermUse, Measure, Parallel]).objects.all(), chance).delete()


def give_a_term(files, chance):
    use = _one(TermUse.objects.exclude(article=None), chance)
    use.pk, use.term = None, _one(Term.objects.filter(scheme=use.term.scheme), chance)
    use.save()


def give_an_office(files, chance):
    part = _one(Responsibility.objects.exclude(article=None), chance)
    part.unit = _one(Unit.objects.all(), chance)
    if not Responsibility.objects.filter(article=part.article, unit=part.unit).exists():
        part.save()


def cite(files, chance):
    row = _one(Citation.objects.exclude(article=None), chance)
    row.document, row.article = _one(Document.objects.all(), chance), _one(Article.objects.all(), chance)
    row.measure = None
    row.save()


def relate(files, chance):
    one, other = chance.sample(list(Document.objects.order_by("pk")), 2)
    article = chance.choice([None, *Article.objects.filter(document=other).order_by("pk")])
    kind = chance.choice(Relation.Kind.values)
    Relation.objects.create(kind=kind, later=one, earlier=other, earlier_article=article, evidence="见附件")


def move_a_fact(files, chance):
    row = _one(chance.choice([TermUse, Deadline]).objects.exclude(article=None), chance)
    row.article, row.measure = _one(Article.objects.all(), chance), None
    row.save()


def correct_a_text(files, chance):
    article = _one(Article.objects.all(), chance)
    article.reading = article.text.replace("餐饮", "饮食")
    article.search = article.reading
    Reconciler().update(Article, [article], ["reading", "search"])
    Correction.objects.filter(article=article).delete()


def drop_an_article(files, chance):
    article = _one(Article.objects.all(), chance)
    article.removed_from_source = not article.removed_from_source
    article.save()


def repeal(files, chance):
    thing = _one(chance.choice([Article, Document]).objects.all(), chance)
    thing.validity = chance.choice(["repealed", "in_force"])
    thing.save()


def publish_or_withdraw(files, chance):
    document = _one(Document.objects.all(), chance)
    document.state = chance.choice([State.PUBLISHED, State.WITHDRAWN])
    document.position, document.title = chance.randrange(9), f"{document.title}（试行）"
    document.save()


def rename_an_office(files, chance):
    unit = _one(Unit.objects.filter(responsibilities__isnull=False), chance)
    unit.name = f"{unit.name[:20]}{chance.randrange(10**6)}"
    unit.save()


def name_a_trade(files, chance):
    term = _one(Term.objects.filter(scheme="sector"), chance)
    term.words = [*term.words, f"火星店{chance.randrange(10**6)}"]
    term.save()


def write_by_sql(files, chance):
    """Past every signal, but for the number, as docs/operate.md has it."""
    term = _one(Term.objects.filter(scheme="sector"), chance)
    Term.objects.filter(pk=term.pk).update(words=[*term.words, f"火星铺{chance.randrange(10**6)}"])
    Revision.objects.update(number=F("number") + 1)


def merge_offices(files, chance):
    free = Unit.objects.filter(merged_into=None, responsibilities__isnull=False).distinct()
    one, other = chance.sample(list(free.order_by("pk")), 2)
    merging.merge(one, other)


def import_again(files, chance):
    path = chance.choice(files)
    lines = path.read_text().splitlines()
    body = lines[2:]
    chance.shuffle(body)
    path.write_text("\n".join([*lines[:2], *body[: chance.randrange(1, len(body) + 1)]]).replace("10万", "30万") + "\n")
    pipeline.import_files([path])


LIGHT = (
    change_a_fact, reject_facts, delete_a_fact, give_a_term, give_an_office, move_a_fact, correct_a_text,
    drop_an_article, repeal, publish_or_withdraw, cite, relate,
)  # fmt: skip
HEAVY = (merge_offices, import_again)
WORDS = (rename_an_office, name_a_trade, write_by_sql)
ACTS = (*LIGHT, *HEAVY, *WORDS)
DAYS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 999), st.booleans()), min_size=1, max_size=4)


@pytest.fixture
def files(tmp_path) -> list[Path]:
    """Two small documents, alone in the base."""
    forget_documents()
    found = []
    for number, (head, articles) in enumerate(TEXTS.items()):
        found.append(tmp_path / f"{number}.txt")
        found[-1].write_text(head + "\n".join(f"{at}. {text}" for at, text in enumerate(articles, 1)) + "\n")
    pipeline.import_files(found)
    return found


@pytest.mark.drill
def test_updated_equals_rebuilt(files):
    before, texts = kept(), {path: path.read_text() for path in files}

    @settings(max_examples=max(6, int(conftest.ROUNDS or 0)))
    @given(DAYS)
    def days(acts):
        with transaction.atomic():
            for act, seed, looks in acts:
                act(files, by(seed))
                if looks:
                    kept()
            updated = kept()
            assert updated == anew(), [act.__name__ for act, *_ in acts]
            transaction.set_rollback(True)
        for path, text in texts.items():
            path.write_text(text)

    days()
    assert kept() == before, "what was undone"


@pytest.mark.parametrize("act", HEAVY, ids=lambda act: act.__name__)
def test_what_is_done_to_whole_documents_is_seen(files, act):
    kept()
    act(files, by(1))
    updated = kept()
    assert updated == anew()


@pytest.mark.parametrize("act", WORDS, ids=lambda act: act.__name__)
def test_what_hangs_on_vocabularies_is_made_anew_with_them(files, act):
    for work, args in OF_VOCABULARIES:
        work(*args)
    act(files, by(1))
    updated = kept()
    assert all(plain(work(*args)) == plain(work.__wrapped__(*args)) for work, args in OF_VOCABULARIES)
    assert updated == anew()


def test_an_edit_reads_its_own_article_again_and_no_other(files):
    before, cards_before = suggestions._folded(), article_cache.articles(bitmap_index._in_order())
    index_before, words = index.index(), everyday.meanings()
    row = Amount.objects.filter(article__isnull=False).first()
    row.high = 7
    row.save()
    same = [old is new for old, new in zip(cards_before, article_cache.articles(bitmap_index._in_order()), strict=True)]
    assert same.count(False) == 1
    assert same.index(False) == bitmap_index._places()[row.article_id]
    assert everyday.meanings() is words
    assert suggestions._folded() == before
    assert [old is new for old, new in zip(index_before.texts, index.index().texts, strict=True)].count(False) == 1
