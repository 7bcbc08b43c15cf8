"""With the desk somewhere else, nothing leads to /admin/."""

import importlib
import re

import pytest
from django.test import Client
from django.urls import clear_url_caches, reverse

from portal import urls
from tests.portal.editing.forms import address, errors, opened
from tests.portal.editing.test_draft_recovery import amount, hidden

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]


@pytest.fixture
def elsewhere(settings):
    """The site, with the desk at another address."""
    settings.ADMIN_PATH = "bianji-7f3/"
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.ADMIN_PATH = "admin/"
    importlib.reload(urls)
    clear_url_caches()


def spelled(page) -> list[str]:
    """Addresses in a page that name /admin/, but for its style sheets."""
    return re.findall(r'"(/admin/[^"]*)"', page.content.decode())


@pytest.mark.usefixtures("elsewhere")
def test_the_desk_works_at_another_address(desk):
    row = amount()
    paths = [reverse("admin:index"), address(row), address(row.article), address(row, "history"), reverse("admin:acts")]
    assert all(path.startswith("/bianji-7f3/") for path in paths)
    for path in [*paths, "/bianji-7f3/nothing/", reverse("admin:work", args=["conflicts"])]:
        assert spelled(desk.get(path)) == []
    answer = desk.post(address(row), opened(desk, row) | {"values": "120000"})
    assert answer.status_code == 302, errors(answer)
    assert answer["Location"].startswith("/bianji-7f3/")


@pytest.mark.usefixtures("elsewhere")
def test_what_was_typed_comes_back_there_too(desk):
    row = amount()
    typed = opened(desk, row) | {"change_reason": "写了很久"}
    desk.logout()
    page = desk.post(address(row), typed)
    answer = desk.post(reverse("admin:login"), hidden(page) | {"username": "editor", "password": "not-a-secret"})
    assert answer["Location"] == address(row)


@pytest.mark.usefixtures("elsewhere")
def test_at_the_usual_address_there_is_nothing_and_no_word_of_the_other():
    for path in ("/admin/", "/admin/login/", "/"):
        page = Client().get(path)
        assert page.status_code == (200 if path == "/" else 404)
        assert "bianji-7f3" not in page.content.decode()
