"""What an editor typed outlives a lost connection and an expired login, with scripts and without."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connections
from playwright.sync_api import Page, expect

from policies.models import Report
from tests.browser.conftest import arrived

pytestmark = pytest.mark.long

WORDS = "打电话核对过，原件如此。"
OFFER = "上次填写的内容没有保存，要恢复吗？"


@dataclass
class Editing:
    """An editor at the form of a reader's report."""

    page: Page
    address: str
    report: int

    def log_in(self) -> None:
        self.page.get_by_label("用户名").fill("bianji")
        self.page.get_by_label("密码").fill("not-a-secret")
        self.page.get_by_role("button", name="登录").click()
        arrived(self.page)

    def write(self) -> None:
        self.page.get_by_label("处理说明").fill(WORDS)

    def save(self) -> None:
        self.page.get_by_role("button", name="保存", exact=True).click()

    def is_saved(self) -> bool:
        return Report.objects.get(pk=self.report).note == WORDS


@pytest.fixture
def editing(chromium, site, django_db_blocker, request) -> Iterator[Editing]:
    """Logged in, the form opened. What is written is the server's, so it is taken away again."""
    with django_db_blocker.unblock():
        User.objects.create_superuser("bianji", password="not-a-secret")
        report = Report.objects.create(place="第21条", problem="other", quote="10万元")
        context = chromium.new_context(java_script_enabled=getattr(request, "param", True), locale="zh-CN")
        page = context.new_page()
        at = Editing(page, f"{site}/admin/policies/report/{report.pk}/change/", report.pk)
        page.goto(at.address)
        at.log_in()
        yield at
        context.close()
        for rows in (Session, LogEntry, Report, Report.history, User):
            getattr(rows, "objects", rows).all().delete()
        for connection in connections.all():
            connection.close()


def test_a_lost_connection_loses_nothing(editing):
    page = editing.page
    editing.write()
    page.context.set_offline(True)
    editing.save()
    expect(page.get_by_text("现在没有网络，没有保存")).to_be_visible()
    expect(page.get_by_label("处理说明")).to_have_value(WORDS)
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text(OFFER)).to_be_visible()
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("处理说明")).to_have_value(WORDS)
    assert not editing.is_saved()
    # The browser thinks that it is on line, and is not.
    page.route("**/change/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    editing.save()
    page.unroute("**/change/")
    page.goto(editing.address)
    page.get_by_role("button", name="恢复").click()
    editing.save()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert editing.is_saved()
    page.goto(editing.address)
    expect(page.get_by_label("处理说明")).to_have_value(WORDS)
    expect(page.get_by_text(OFFER)).to_have_count(0)


def test_what_is_not_wanted_is_let_go(editing):
    page = editing.page
    editing.write()
    page.goto(editing.address)
    page.get_by_role("button", name="不用").click()
    page.reload()
    expect(page.get_by_label("处理说明")).to_have_value("")
    expect(page.get_by_text(OFFER)).to_have_count(0)


@pytest.mark.parametrize("editing", [True, False], indirect=True, ids=["scripts", "no scripts"])
@pytest.mark.parametrize("lost", ["sessionid", re.compile("")], ids=["session", "every cookie"])
def test_an_expired_login_loses_nothing(editing, lost):
    page = editing.page
    editing.write()
    page.context.clear_cookies(name=lost)
    editing.save()
    expect(page.get_by_text("您填写的内容没有丢")).to_be_visible()
    assert not editing.is_saved()
    editing.log_in()
    expect(page.get_by_text("还没有保存")).to_be_visible()
    expect(page.get_by_label("处理说明")).to_have_value(WORDS)
    expect(page.get_by_text(OFFER)).to_have_count(0)
    assert not editing.is_saved()
    editing.save()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert editing.is_saved()
