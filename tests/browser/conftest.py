"""A real browser against a live server: Debian's Chromium, driven by Playwright, with the nine documents."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from django.contrib.auth.models import Group, User
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# What these write in one test the next one meets, so that each file stays on one worker. Visits of the others write
# nothing, and go to whichever worker is free.
WRITING = {"test_editor_day", "test_desk_kept", "test_desk_work", "test_intake", "test_structure"}
WIDTHS = {"phone": 360, "tablet": 768, "desk": 1440}
# A closed network: no start-up calls of the browser's own.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            if item.path.stem in WRITING:
                item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, one a session."""
    if CHROMIUM is None:
        pytest.skip("Debian's package chromium is not installed")
    # Playwright keeps an event loop in this thread; Django need not fear it, since nothing here is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
        # While Playwright's loop runs, Django keeps this thread's connections apart from those made before (asgiref's
        # Local): later tests without a browser opened some of these, and nobody else could close them.
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a server with the nine documents; for visits that write nothing."""
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
        # A thread that a browser keeps alive must not keep its connection too: the test base could not be dropped.
        for database in connections.settings.values():
            database["CONN_MAX_AGE"] = 0
        server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None, server.error
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()
        for connection in connections.all():
            connection.close()


@dataclass
class Visit:
    """A visitor's page; ``outside`` collects every request that leaves the site, and what the page's policy forbade."""

    page: Page
    site: str
    outside: list[str]

    def to(self, address: str) -> Page:
        """Go to an address of the site; it must answer without an error."""
        answer = self.page.goto(self.site + address)
        assert answer.status < 500, address
        return self.page


def arrived(page: Page) -> Page:
    """The page that a click led to, whole.

    A click waits until the new address is there, not until its page is; and what counts or lists elements, unlike what
    reads one, waits for nothing.
    """
    page.wait_for_load_state()
    return page


@pytest.fixture(scope="module")
def visits(chromium, site) -> Iterator[Callable[[str, bool], Visit]]:
    """Tabs by (width, javascript), each opened once: to open one takes longer than to read a page in it."""

    @cache
    def opened(width: str, javascript: bool) -> Visit:
        page = chromium.new_context(java_script_enabled=javascript, locale="zh-CN").new_page()
        outside: list[str] = []
        page.on("console", lambda told: outside.append(told.text) if "Content Security" in told.text else None)
        page.on("request", lambda asked: None if asked.url.startswith((site, "data:")) else outside.append(asked.url))
        return Visit(page, site, outside)

    yield opened
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def visit(visits, request) -> Iterator[Visit]:
    """A visitor as if fresh; parametrize indirectly with (width, javascript)."""
    width, javascript = getattr(request, "param", ("desk", True))
    visitor = visits(width, javascript)
    visitor.page.context.clear_cookies()
    visitor.page.emulate_media(color_scheme="light")
    visitor.page.set_viewport_size({"width": WIDTHS[width], "height": 900})
    yield visitor
    assert visitor.outside == []


Opened = Callable[[str, str], Page]


@pytest.fixture
def opened(site, chromium, django_db_setup, django_db_blocker) -> Iterator[Opened]:
    """Opens the desk for a new colleague of a group; what they do is written into the shared base, then put back."""
    contexts = []

    def at_desk(name: str, group: str) -> Page:
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        visitor = Client()
        visitor.force_login(user)  # by the page it is done in test_desk_kept.py
        contexts.append(chromium.new_context(locale="zh-CN"))
        contexts[-1].add_cookies([{"name": "sessionid", "value": visitor.cookies["sessionid"].value, "url": site}])
        return contexts[-1].new_page()

    with django_db_blocker.unblock():
        yield at_desk
        for context in contexts:
            context.close()
        django_db_setup.restore()
        connections.close_all()
