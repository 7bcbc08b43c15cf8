"""What people decided, and a newer source that says otherwise: both versions, and each way of settling it."""

import re

import pytest
from django.urls import reverse

from importers import pipeline
from policies.models import Act, Amount, Article, Correction, Deadline, Document, Measure, Responsibility, Term, TermUse
from tests.base import SOURCES
from tests.portal.editing.forms import address, errors, form_with, forms, opened, undone

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
HEAD = "关于支持餐饮业发展的若干措施\n晋商发〔2022〕9号\n"
FIRST = "支持餐饮企业。对年营业额达到500万元的餐饮企业，给予10万元奖励。（责任单位：省商务厅、省财政厅）"
SECOND = "减免租金。对承租国有房屋的餐饮企业减免6个月租金。（责任单位：省国资委）"


class Small:
    """A small document whose file can be written anew and imported."""

    def __init__(self, file):
        self.file = file

    def says(self, *articles: str) -> None:
        numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(articles, 1))
        self.file.write_text(f"{HEAD}{numbered}\n", encoding="utf-8")
        pipeline.import_files([self.file])

    @property
    def document(self) -> Document:
        return Document.objects.get(number="晋商发〔2022〕9号")

    def amount(self, **which) -> Amount:
        return Amount.objects.get(article__document=self.document, role="benefit", **which)


@pytest.fixture(scope="module")
def small(prepared, tmp_path_factory) -> Small:
    made = Small(tmp_path_factory.mktemp("small") / "small.txt")
    made.says(FIRST, SECOND)
    return made


def page_of(row) -> str:
    return reverse("admin:conflict", args=[row._meta.model_name, row.pk])


def edited(small: Small) -> Amount:
    """The reward, which an editor takes for 11万元."""
    row = small.amount(unit="CNY")
    row.extracted_values, row.values, row.status = row.current_values(), [110000], "edited"
    row.save()
    return row


def settle(desk, row, act: str):
    """Press a button of a conflict's page."""
    form = form_with(desk.get(page_of(row)), "act")
    assert act in [value for name, value, _ in form.buttons if name == "act"]
    return desk.post(page_of(row), form.fields | {"act": act}, follow=True)


def open_conflicts(desk) -> list[str]:
    return [item.address for item in desk.get(reverse("admin:work", args=["conflicts"])).context["page"].rows]


def test_an_import_that_changes_nothing_raises_none(desk, small):
    edited(small)
    small.says(FIRST, SECOND)
    assert open_conflicts(desk) == []


def test_a_change_elsewhere_in_the_article_raises_none(desk, small):
    edited(small)
    small.says(FIRST.replace("省财政厅", "省税务局"), SECOND)
    assert open_conflicts(desk) == []


def test_both_versions_stand_side_by_side(desk, small):
    row = edited(small)
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    assert open_conflicts(desk) == [page_of(row)]
    page = desk.get(page_of(row)).content.decode()
    assert "给予1<mark" in page  # the difference is marked
    assert "11万元" in page
    assert "12万元" in page


def test_keeping_mine_puts_it_at_the_new_words(desk, small):
    row = edited(small)
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    settle(desk, row, "keep")
    for _ in range(2):
        small.says(FIRST.replace("10万元", "12万元"), SECOND)
        kept = small.amount()
        assert (kept.pk, kept.values, kept.quote, kept.status) == (row.pk, [110000], "12万元", "edited")
        assert kept.extracted_values["values"] == [120000]
        assert open_conflicts(desk) == []


def test_taking_the_new_leaves_mine_as_a_tombstone(desk, small):
    row = edited(small)
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    settle(desk, row, "take")
    for _ in range(2):
        small.says(FIRST.replace("10万元", "12万元"), SECOND)
        live = Amount.objects.active().get(article__document=small.document, role="benefit")
        assert (live.values, live.status) == ([120000], "confirmed")
        row.refresh_from_db()
        assert row.status == "rejected"
        assert open_conflicts(desk) == []


def test_a_correction_whose_words_are_gone_says_so_where_it_is_settled(desk, small):
    row = Correction.objects.create(article=small.amount().article, quote="10万元", reading="11万元", reason="试")
    assert "已经没有了" not in desk.get(address(row)).content.decode()
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    row.refresh_from_db()
    assert open_conflicts(desk) == [address(row)]
    assert "“10万元”在现在的印文里已经没有了" in desk.get(address(row)).content.decode()
    desk.post(address(row), opened(desk, row) | {"withdrawn": "on"})
    assert open_conflicts(desk) == []


def test_keeping_mine_takes_as_few_words_as_mine_were(desk, small):
    """What an editor added, the machine never read: 10万元 goes to where 12万元 stands now."""
    article = small.amount().article
    start = article.text.index("10万元")
    row = TermUse(article=article, quote="10万元", start=start, end=start + 4, origin="editor", status="confirmed")
    row.term = Term.objects.get(scheme="instrument", name="奖补")
    row.save()
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    settle(desk, row, "keep")
    row.refresh_from_db()
    assert row.quote == "12万元"


def test_a_fact_of_an_article_that_is_no_more_is_edited_where_its_words_stand_now(desk, small):
    """The article is cut up and written anew; its sentence with the sum goes on in another."""
    row = edited(small)
    words = "对年营业额达到500万元的餐饮企业，给予10万元奖励。"
    rest = "支持举办餐饮博览会，推动餐饮与旅游、文化融合发展，打造山西面食品牌，建设美食街区，发放餐饮消费券。"
    more = "组织厨师技能大赛，培育晋菜名厨和面点师，开展从业人员免费培训，推广绿色餐厅和制止餐饮浪费的做法。"
    small.says(f"促进消费。{rest}{more}{words}（责任单位：省文旅厅）", SECOND)
    row.refresh_from_db()
    assert row.article.removed_from_source
    now = small.document.articles.present().get(ordinal=1)
    page = desk.get(address(row))
    assert page.context["place"] == now
    assert "在新版来源里已经没有了" in page.content.decode()
    answer = desk.post(address(row), opened(desk, row) | {"quote": "10万元"})
    assert answer.status_code == 302, errors(answer)
    row.refresh_from_db()
    assert (row.article, row.quote) == (now, "10万元")
    assert open_conflicts(desk) == []


def test_editing_it_settles_it(desk, small):
    row = edited(small)
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    assert "在现在的印文里已经没有了" in desk.get(address(row)).content.decode()
    page = desk.post(address(row), opened(desk, row) | {"values": "130000"})
    assert "不在条文的印文里" in errors(page)
    assert desk.post(address(row), opened(desk, row) | {"values": "130000", "quote": "12万元"}).status_code == 302
    assert open_conflicts(desk) == []
    row.refresh_from_db()
    assert (row.values, row.article.text[row.start : row.end]) == ([130000], "12万元")


def test_a_reading_that_changes_under_a_confirmed_fact(desk, small):
    """The words stay, and what the machine makes of them does not: 省财政厅 is now in support."""
    row = Responsibility.objects.get(article__document=small.document, unit__name="省财政厅")
    row.status = "confirmed"
    row.save()
    small.says(FIRST.replace("责任单位：省商务厅、省财政厅", "省商务厅牵头，省财政厅配合"), SECOND)
    assert open_conflicts(desk) == [page_of(row)]
    settle(desk, row, "take")
    row.refresh_from_db()
    assert (row.role, row.status, row.extracted_values) == ("support", "confirmed", None)
    assert open_conflicts(desk) == []


def test_a_rejected_fact_raises_none_and_stays_rejected(desk, small):
    row = small.amount(unit="CNY")
    row.status = "rejected"
    row.save()
    small.says(FIRST.replace("给予10万元", "一次性给予10万元"), SECOND)
    row.refresh_from_db()
    assert row.status == "rejected"
    assert open_conflicts(desk) == []
    assert not Amount.objects.active().filter(article__document=small.document, role="benefit").exists()


def test_an_article_that_removed_from_source_leaves_its_facts_for_the_editor(desk, small):
    row = TermUse.objects.filter(article__document=small.document, article__ordinal=2).first()
    row.status = "confirmed"
    row.save()
    small.says(FIRST)
    assert page_of(row) in open_conflicts(desk)
    (item,) = desk.get(reverse("admin:work", args=["places"])).context["page"].rows
    assert "新版来源里已没有" in item.text
    settle(desk, row, "take")
    assert page_of(row) not in open_conflicts(desk)
    assert Article.objects.filter(document=small.document, removed_from_source=True).exists()


REST = "支持举办餐饮博览会，推动餐饮与旅游、文化融合发展，打造山西面食品牌，建设美食街区。"
REWARD = "对年营业额达到500万元的餐饮企业，给予10万元奖励。"


def split_off(small: Small) -> None:
    """The second sentence of §1 becomes an article of its own, §2; the longer rest stays §1."""
    small.says(FIRST.replace(REWARD, REST), f"给予奖励。{REWARD}（责任单位：省商务厅）", SECOND)


@pytest.fixture
def long(small) -> Small:
    """§1 with more than the sentence that will leave it."""
    small.says(FIRST.replace(REWARD, REST + REWARD), SECOND)
    return small


def moved(desk, row, **typed):
    """Move a row by the link of its form, as a person does."""
    page = desk.get(address(row))
    link = re.search(r'href="(/admin/move/[^"]+)">移到别的条文', page.content.decode())[1]
    form = form_with(desk.get(link), "_move")
    return desk.post(link, form.pressed("_move") | typed, follow=True)


def test_an_article_that_was_met_again_is_searched_alone(desk, long):
    """Its words stand in another article now: they are offered only to who asks for that article."""
    row = edited(long)
    split_off(long)
    row.refresh_from_db()
    assert row.orphaned
    assert not row.article.removed_from_source
    page = desk.get(page_of(row))
    assert "没有相近的文字" in page.content.decode()
    assert [label for _, _, label in form_with(page, "act").buttons] == ["采用新的（不再有这条事实）"]
    form = form_with(page, "act")
    answer = desk.post(page_of(row), form.fields | {"act": "keep"}, follow=True)
    assert "没有它的位置" in answer.content.decode()
    assert open_conflicts(desk) == [page_of(row)]


def test_a_fact_is_moved_where_a_person_says_and_back(desk, long):
    row = edited(long)
    split_off(long)
    machine = long.amount(unit="CNY", article__ordinal=2)
    page = moved(desk, row, article=machine.article.pk)
    row.refresh_from_db()
    machine.refresh_from_db()
    assert (machine.values, machine.status, machine.extracted_values["values"]) == ([110000], "edited", [100000])
    assert (row.status, row.article.ordinal) == ("rejected", 1)
    assert open_conflicts(desk) == []
    split_off(long)
    machine.refresh_from_db()
    assert (machine.values, machine.status) == ([110000], "edited"), "an import keeps it"
    told = undone(desk, page).content.decode()
    assert "已撤销：2 条" in told
    row.refresh_from_db()
    machine.refresh_from_db()
    assert (machine.values, machine.status, machine.extracted_values) == ([100000], "extracted", None)
    assert (row.values, row.status) == ([110000], "edited")
    assert open_conflicts(desk) == [page_of(row)]


def test_what_the_machine_does_not_read_there_is_moved_as_a_row_of_ones_own_and_back(desk, long):
    row = long.amount(unit="CNY")
    other = long.document.articles.get(ordinal=2)
    page = moved(desk, row, article=other.pk, quote="6个月租金")
    made = other.amount_set.get(quote="6个月租金")
    assert (made.origin, made.status, made.values) == ("editor", "confirmed", [100000])
    row.refresh_from_db()
    assert row.status == "rejected"
    undone(desk, page)
    assert not other.amount_set.filter(pk=made.pk).exists()
    row.refresh_from_db()
    assert (row.status, row.article.ordinal) == ("extracted", 1)


BAD_MOVES = {
    "words of another article": ({"quote": "没有的话"}, "不在晋商发〔2022〕9号 第2条的印文里"),
    "no words": ({"quote": ""}, "请照印文抄录"),
    "no article": ({"article": ""}, "请选条文"),
    "an article of another document": ({"article": "1"}, "没有这一条"),
    "not a number": ({"article": "x' OR 1"}, "没有这一条"),
}


@pytest.mark.parametrize("typed, told", BAD_MOVES.values(), ids=BAD_MOVES)
def test_a_move_to_nowhere_is_refused(desk, small, typed, told):
    row = small.amount(unit="CNY")
    place = {"article": str(small.document.articles.get(ordinal=2).pk), "quote": "6个月"}
    assert told in moved(desk, row, **place | typed).content.decode()
    row.refresh_from_db()
    assert (row.status, row.article.ordinal) == ("extracted", 1)
    assert not Act.objects.filter(run=None).exists()


def test_a_part_is_not_moved_where_a_person_decided_on_the_same_office(desk, small):
    small.says(FIRST, SECOND.replace("省国资委", "省国资委、省商务厅"))
    parts = Responsibility.objects.filter(article__document=small.document, unit__name="省商务厅")
    row, there = parts.order_by("article")
    there.status = "confirmed"
    there.save()
    page = moved(desk, row, article=there.article.pk, quote="省商务厅")
    assert "第2条已有同样的责任（已确认），请改那一条" in page.content.decode()
    row.refresh_from_db()
    assert row.status == "extracted"


def test_another_fact_of_the_sentence_is_no_rival(desk, small):
    """The reward goes, the turnover stays: keeping the reward takes nothing from the turnover."""
    row = edited(small)
    turnover = Amount.objects.get(article=row.article, quote="500万元")
    small.says(FIRST.replace("给予10万元奖励", "给予一次性奖励"), SECOND)
    settle(desk, row, "keep")
    turnover.refresh_from_db()
    assert (turnover.values, turnover.status) == ([5_000_000], "extracted")


def test_what_is_of_another_kind_is_no_rival(desk, small):
    """A sum becomes a share: neither takes the other's place."""
    row = edited(small)
    small.says(FIRST.replace("给予10万元奖励", "给予投资额8%的奖励"), SECOND)
    share = Amount.objects.get(article=row.article, unit="percent")
    settle(desk, row, "keep")
    share.refresh_from_db()
    assert share.status == "extracted"
    row.refresh_from_db()
    assert (row.values, row.unit) == ([110000], "CNY")


def test_the_turnover_that_qualifies_is_no_rival_of_the_reward(desk, small):
    """Both in yuan, in one sentence, and the turnover is new in it: it is another fact, here and elsewhere."""
    row = edited(small)
    small.says(FIRST.replace("500万元", "600万元").replace("给予10万元奖励", "给予适当奖励"), SECOND)
    turnover = Amount.objects.get(article=row.article, quote="600万元")
    settle(desk, row, "keep")
    turnover.refresh_from_db()
    assert (turnover.values, turnover.status, turnover.role) == ([6_000_000], "extracted", "condition")
    small.says(FIRST, SECOND.replace("减免6个月租金", "年营业额达到700万元的，减免租金"))
    there = Amount.objects.get(quote="700万元")
    row.refresh_from_db()
    moved(desk, row, article=there.article.pk, quote="年营业额达到700万元")
    there.refresh_from_db()
    assert (there.values, there.status) == ([7_000_000], "extracted")


def test_a_fact_moved_to_more_words_than_the_machine_reads_is_one(desk, small):
    small.says(FIRST, SECOND.replace("减免6个月租金", "减免租金，给予8万元奖励"))
    row = small.amount(quote="10万元")
    there = small.amount(quote="8万元").article
    page = moved(desk, row, article=there.pk, quote="给予8万元奖励")
    small.says(FIRST, SECOND.replace("减免6个月租金", "减免租金，给予8万元奖励"))
    (one,) = Amount.objects.active().filter(article=there, role="benefit")
    assert (one.values, one.quote, one.extracted_values["quote"]) == ([100000], "给予8万元奖励", "8万元")
    undone(desk, page)
    (one,) = Amount.objects.active().filter(article=there, role="benefit")
    assert (one.values, one.quote, one.status) == ([80000], "8万元", "extracted")


def test_a_measure_s_conflict_has_its_page(desk, small):
    row = Measure.objects.get(article__document=small.document, quote__contains="10万元")
    row.status = "confirmed"
    row.save()
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    assert page_of(row) in open_conflicts(desk)
    settle(desk, row, "keep")
    assert open_conflicts(desk) == []
    row.refresh_from_db()
    assert "12万元" in row.quote


def test_what_moved_since_the_page_was_opened_is_shown_first(desk, small):
    """An import between the page and the button: nobody settles what they have not seen."""
    row = edited(small)
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    form = form_with(desk.get(page_of(row)), "act")
    small.says(FIRST.replace("10万元", "88万元"), SECOND)
    answer = desk.post(page_of(row), form.fields | {"act": "take"}, follow=True)
    assert "没有处理：您打开之后，这一条又变了" in answer.content.decode()
    assert not Amount.objects.filter(article__document=small.document, status="confirmed").exists()


def test_a_row_that_a_colleague_changed_is_not_moved_unseen(desk, small):
    row = small.amount(unit="CNY")
    page = f"/admin/move/amount/{row.pk}/"
    form = form_with(desk.get(page), "_move")
    edited(small)
    other = small.document.articles.get(ordinal=2)
    answer = desk.post(page, form.pressed("_move") | {"article": other.pk, "quote": "6个月租金"})
    assert "没有移动：您打开之后，这一条又有人处理过" in answer.content.decode()
    assert not other.amount_set.exists()


def test_half_of_a_move_is_not_undone(desk, long):
    """The fact there was changed since: undone in part, it would stand in both articles."""
    row = edited(long)
    split_off(long)
    there = long.amount(unit="CNY", article__ordinal=2)
    page = moved(desk, row, article=there.article.pk)
    desk.post(address(there), opened(desk, there) | {"values": "130000"})
    link = re.search(r'href="(/admin/acts/\d+/)">撤销', page.content.decode())[1]
    shown = desk.get(link)
    assert "不能一次撤销，请打开它们的历史逐条恢复" in shown.content.decode()
    assert not [form for form in forms(shown) if any(name in ("undo", "rest") for name, *_ in form.buttons)]
    told = desk.post(link, {"rest": "1"}, follow=True).content.decode()
    assert "没有撤销：1 条之后又有人处理过" in told
    row.refresh_from_db()
    assert row.status == "rejected"


@pytest.mark.parametrize("act", ["keep", "take"])
def test_a_conflict_whose_settling_is_undone_is_open_again(desk, small, act):
    """Also where the words still stand, and only what is read there has changed."""
    row = Responsibility.objects.get(article__document=small.document, unit__name="省财政厅")
    row.status = "confirmed"
    row.save()
    small.says(FIRST.replace("责任单位：省商务厅、省财政厅", "省商务厅牵头，省财政厅配合"), SECOND)
    page = settle(desk, row, act)
    assert open_conflicts(desk) == []
    undone(desk, page)
    assert open_conflicts(desk) == [page_of(row)]
    row.refresh_from_db()
    assert (row.role, row.status, row.extracted_values["role"]) == ("responsible", "confirmed", "support")


def test_what_keeping_takes_away_has_a_history_and_comes_back(desk, small):
    row = edited(small)
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    machine = Amount.objects.get(article=row.article, quote="12万元")
    page = settle(desk, row, "keep")
    assert not Amount.objects.filter(pk=machine.pk).exists()
    listed = desk.get(reverse("admin:policies_amount_deleted")).content.decode()
    assert f"/admin/policies/amount/{machine.pk}/history/" in listed
    undone(desk, page)
    back = Amount.objects.get(pk=machine.pk)
    assert (back.quote, back.values, back.status) == ("12万元", [120000], "extracted")
    row.refresh_from_db()
    assert (row.quote, row.values, row.orphaned) == ("10万元", [110000], True)
    assert open_conflicts(desk) == [page_of(row)]


def test_a_formula_of_another_article_is_never_offered(desk, tmp_path):
    """33号 §25 and §37 both say 不超过一年; §25 is reworded, and §37's own fact stays as it was."""
    formula = Deadline.objects.filter(article__document__number="晋政办发〔2022〕33号", quote="不超过一年")
    own = formula.get(article__path="art_25")
    own.status = "confirmed"
    own.save()
    others = formula.exclude(pk=own.pk)
    before = list(others.values_list("pk", "article", "quote"))
    assert before
    source = own.article.document.source
    text = bytes(source.content).decode(source.encoding)
    at = source.text.find(own.sentence_at_decision)
    file = tmp_path / source.name
    changed = own.sentence_at_decision.replace("不超过一年", "最长十二个月")
    assert at >= 0
    file.write_text(text.replace(own.sentence_at_decision, changed), encoding="utf-8")
    pipeline.import_files([file])
    page = desk.get(page_of(own))
    assert page.context["now"].place == own.article
    desk.post(page_of(own), form_with(page, "保留原处理").pressed("保留原处理"))
    own.refresh_from_db()
    assert (own.article.path, own.article.text[own.start : own.end]) == ("art_25", own.quote)
    assert list(others.values_list("pk", "article", "quote")) == before


def test_what_a_passage_carried_is_kept_when_the_passage_changes(desk, tmp_path):
    """35号's 7.5 % stands in a passage, not in an article."""
    row = Amount.objects.exclude(passage=None).filter(article=None).first()
    row.status = "confirmed"
    row.save()
    file = next(each for each in SOURCES if "171" in each.name)
    text = file.read_text(encoding="utf-8")
    assert row.quote in text
    changed = tmp_path / file.name
    sentence = row.passage.text
    line = next(each for each in text.splitlines() if row.quote in each and each[:10] in sentence.replace("\n", ""))
    changed.write_text(text.replace(line, line.replace(row.quote, "百分之七点八")), encoding="utf-8")
    pipeline.import_files([changed])
    row.refresh_from_db()
    assert row.orphaned
    assert page_of(row) in open_conflicts(desk)


@pytest.mark.parametrize("act", ["", "drop", "keep; drop table"])
def test_another_act_is_refused(desk, small, act):
    row = edited(small)
    small.says(FIRST.replace("10万元", "12万元"), SECOND)
    page = desk.post(page_of(row), {"act": act}, follow=True)
    assert "请选" in page.content.decode()
    assert open_conflicts(desk) == [page_of(row)]


def test_one_that_is_settled_already_leads_to_the_list(desk, small):
    row = edited(small)
    page = desk.get(page_of(row), follow=True)
    assert "已经处理过了" in page.content.decode()


@pytest.mark.parametrize("address", ["/admin/conflicts/amount/99999999/", "/admin/conflicts/unit/1/", "/admin/work/x/"])
def test_what_is_not_there_is_not_found(desk, address):
    assert desk.get(address).status_code == 404


def test_a_part_in_an_article_that_is_gone_is_not_moved_to_another(desk, small):
    """Annotations are alike: 省商务厅 of an article that is no more is not 省商务厅 of the next one."""
    small.says(FIRST, SECOND, "办好展会。办好面食节。（责任单位：省商务厅）")
    row = Responsibility.objects.get(article__document=small.document, article__ordinal=3)
    row.status = "confirmed"
    row.save()
    small.says(FIRST, SECOND)
    other = Responsibility.objects.get(article__document=small.document, article__ordinal=1, unit__name="省商务厅")
    assert [value for _, value, _ in form_with(desk.get(page_of(row)), "act").buttons] == ["take"]
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.article.removed_from_source, row.status, other.article.ordinal) == (True, "confirmed", 1)
    small.says(FIRST, SECOND, "办好展会。办好面食节。（责任单位：省商务厅）")
    row.refresh_from_db()
    assert (row.article.removed_from_source, row.status) == (False, "confirmed")


def test_a_fact_of_ones_own_takes_no_place_of_the_machines(desk, small):
    """What an editor added beside the machine's is not settled by deleting the machine's."""
    article = small.document.articles.present().get(ordinal=1)
    start = article.text.index("给予10万元")
    mine = Amount(article=article, start=start, end=start + 2, quote="给予", values=[1], unit="CNY", bound="exact")
    mine.origin, mine.status = "editor", "confirmed"
    mine.save()
    small.says(FIRST.replace("给予10万元", "奖励12万元"), SECOND)
    count = Amount.objects.active().filter(article__document=small.document).count()
    settle(desk, mine, "keep")
    assert Amount.objects.active().filter(article__document=small.document).count() == count + 1
    mine.refresh_from_db()
    assert mine.article.text[mine.start : mine.end] == mine.quote
