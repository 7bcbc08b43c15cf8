"""Nothing on a page moves while it loads: no sheet, script or answer that comes late pushes anything aside."""

import time

import pytest

from tests.browser.test_access import DARK

pytestmark = pytest.mark.long

# The sum of all shifts that a browser saw, and what it says of itself; those right after a key or a click do not count.
SHIFTS = """() => new Promise(tell => {
    const seen = [];
    const look = list => seen.push(...list.getEntries().filter(each => !each.hadRecentInput).map(each => each.value));
    new PerformanceObserver(look).observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => tell(seen.reduce((sum, value) => sum + value, 0))));
})"""
BLOCKING = """performance.getEntriesByType("resource").filter(each => each.renderBlockingStatus === "blocking")
  .map(each => new URL(each.name).pathname).filter(path => !path.endsWith(".css"))"""
READER = "/documents/jinzhengbanfa-2022-33/"
# Seconds by which a script comes after the page was painted, as on a slow line.
LATE = 0.3
# A busy browser paints what it has read so far, and a table may yet grow by a digit. Core Web Vitals call 0.1 good; a
# line that is pushed aside is more than this.
STILL = 0.03


def come_late(route):
    """Let a request through after the page stands without its answer."""
    time.sleep(LATE)
    route.continue_()


@pytest.mark.parametrize("visit", [("phone", True), ("desk", True)], indirect=True, ids=["phone", "desk"])
@pytest.mark.parametrize("address", [*DARK, READER])
def test_nothing_moves_while_a_page_loads(visit, address):
    visit.page.route("**/*.js", come_late)
    page = visit.to(address)
    page.wait_for_load_state("networkidle")
    page.unroute("**/*.js")
    assert page.evaluate(SHIFTS) < STILL
    assert page.evaluate(BLOCKING) == [], "only style sheets hold a page up"


@pytest.mark.parametrize("visit", [("desk", True)], indirect=True)
def test_a_shift_would_be_seen(visit):
    """Something put above all else once the page stands."""
    page = visit.to("/")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    page.evaluate("""() => new Promise(done => requestAnimationFrame(() => {
        const late = document.createElement("p");
        late.style.height = "300px";
        document.body.prepend(late);
        requestAnimationFrame(() => setTimeout(done, 100));
    }))""")
    assert page.evaluate(SHIFTS) > STILL
