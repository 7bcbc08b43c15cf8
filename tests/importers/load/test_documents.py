"""What a document's row holds beside its text: how long it says that it holds, and what only its file says."""

from datetime import date

import pytest
from django.core.management import call_command

from policies import exports
from policies.models import Amount, Article, Document, Responsibility
from policies.quality import Audit
from tests.base import forget_documents

pytestmark = pytest.mark.long

PAGE = """<html><head><title>通知</title></head><body>
<table><tr><td>索引号：</td><td>000-1</td><td>成文日期：</td><td>2023年5月6日</td></tr>
<tr><td>文号：</td><td>石商〔2023〕4号</td><td>发文机关：</td><td>石桥县商务局</td></tr></table>
<div><h1>关于办好集市的通知</h1>
<p>一、办好集市，对摊主给予每户500元补贴，由各乡镇统筹安排，确保集市整洁有序、货真价实。</p>
<p>二、做好服务，及时公布办事指南，为摊主提供水电接入和保洁服务。</p>
<p>三、本通知自2023年6月1日起施行，有效期2年。</p></div></body></html>"""
SCORED = """石桥县人才计分办法
石商〔2023〕6号
第一条 按附表计分，满60分的可以申请。
第二条 本办法自2023年7月1日起施行。
附件1
计分表
项目
分值
年纳税3万元以上（10分）
近两年纳税1万元—3万元（5分）
附件2
申请表
姓名：
"""
LISTED = """石桥县商务局关于办好夜市的通知
石商〔2023〕5号
一、办好夜市。（摊主自行申报，县商务局负责）
二、办好早市。（责任单位：县商务局；推广范围：城关镇）
"""


@pytest.fixture
def imported(nine, tmp_path):
    forget_documents()
    files = []
    for name, text in (("page.html", PAGE), ("listed.txt", LISTED), ("scored.txt", SCORED)):
        files.append(tmp_path / name)
        files[-1].write_text(text, encoding="utf-8")
    call_command("import_policies", *map(str, files), quiet=True)


@pytest.mark.django_db
@pytest.mark.usefixtures("imported")
class TestImported:
    def test_a_document_says_how_long_it_holds(self, client):
        row = Document.objects.get(number="石商〔2023〕4号")
        assert (row.holds_from, row.holds_until) == (date(2023, 6, 1), date(2025, 5, 31))
        html = client.get(row.get_absolute_url()).content.decode()
        assert "2023年6月1日至2025年5月31日" in html
        other = Document.objects.get(number="石商〔2023〕5号")
        assert (other.holds_from, other.holds_until, other.holds_words) == (None, None, "")
        assert "施行期限" not in client.get(other.get_absolute_url()).content.decode()

    def test_what_only_the_page_says_is_told_as_such(self, client):
        row = Document.objects.get(number="石商〔2023〕4号")
        assert (row.issued_on, row.issuers) == (date(2023, 5, 6), "石桥县商务局")
        assert set(row.told_by_file) >= {"issued_on"}
        assert "据原件自带的说明：成文日期：2023年5月6日" in client.get(row.get_absolute_url()).content.decode()
        assert Document.objects.get(number="石商〔2023〕5号").told_by_file == {}

    def test_a_table_behind_a_text_has_sums_of_its_own(self):
        sums = Amount.objects.filter(passage__document__number="石商〔2023〕6号", article=None).order_by("start")
        assert [(each.quote, each.passage.kind) for each in sums] == [
            ("3万元以上", "attachment"),
            ("1万元—3万元", "attachment"),
        ]

    def test_where_a_measure_holds_is_a_field_of_its_own(self, client):
        first, second = Article.objects.filter(document__number="石商〔2023〕5号").order_by("ordinal")
        assert (first.scope, second.scope) == ([], ["城关镇"])
        shown = [client.get(each.get_absolute_url()).content.decode() for each in (first, second)]
        assert ["适用范围</span>" in page for page in shown] == [False, True]
        told = {row["path"]: row.get("scope") for row in exports.articles() if row["document"] == "石商〔2023〕5号"}
        assert told == {first.path: None, second.path: ["城关镇"]}

    def test_what_stands_among_offices_and_is_none_is_a_doubt_where_it_stands(self, client, desk):
        first, second = Article.objects.filter(document__number="石商〔2023〕5号").order_by("ordinal")
        assert (first.unread, second.unread) == (["摊主自行申报"], [])
        assert list(Audit().unread()) == [first]
        page = client.get(first.get_absolute_url()).content.decode()
        assert "没有读懂" in page
        assert "没有读懂" not in client.get(second.get_absolute_url()).content.decode()
        assert "摊主自行申报" in client.get("/about/data/").content.decode()
        assert "摊主自行申报" in desk.get("/admin/work/unread/").content.decode()
        Responsibility.objects.filter(article=first).update(status=Responsibility.Status.CONFIRMED)
        assert "摊主自行申报" not in desk.get("/admin/work/unread/").content.decode()
