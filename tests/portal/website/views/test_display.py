"""适老化: large text, one switch kept in a cookie."""

import pytest

pytestmark = pytest.mark.usefixtures("nine")


def test_the_switch_is_kept_and_leads_back(client):
    answer = client.post("/display/large-text/", {"large": "1", "next": "/articles/?q=餐饮"})
    assert answer.headers["Location"] == "/articles/?q=%E9%A4%90%E9%A5%AE"
    assert '<html lang="zh-Hans" class="large">' in client.get("/sectors/").content.decode()
    client.post("/display/large-text/", {"large": "0", "next": "/"})
    assert '<html lang="zh-Hans">' in client.get("/sectors/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client, back):
    assert client.post("/display/large-text/", {"large": "1", "next": back}).headers["Location"] == "/"


def test_a_link_cannot_turn_it(client):
    assert client.get("/display/large-text/?large=1").status_code == 405
