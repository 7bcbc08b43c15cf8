"""What no page could answer is refused at the door: one clear sentence, the right status, nothing looked up."""

import pytest
from django.test import Client

from portal.serving.request_checks import MAX_ADDRESS, MAX_BODY, MAX_PARAMETERS, METHODS

REPORT = "/documents/jinfa-2021-67/art_36/report/"
REFUSED = {
    "an address without end": (("GET", f"/articles/?q={'x' * MAX_ADDRESS}"), 414, "地址太长"),
    "parameters without end": (("GET", f"/articles/?{'a=1&' * MAX_PARAMETERS}"), 400, "条件太多"),
    "NUL": (("GET", "/articles/?q=%00"), 400, "看不懂这个地址"),
    "NUL in the path": (("GET", "/documents/%00/"), 400, "看不懂这个地址"),
    "a byte that is no UTF-8": (("GET", "/articles/?q=%ff"), 400, "看不懂这个地址"),
    "the same in the path": (("GET", "/units/%ff/"), 400, "看不懂这个地址"),
    "a pop-up by no field": (("GET", "/admin/auth/group/1/change/?_to_field="), 400, "看不懂这个地址"),
    "a pop-up by a field in disguise": (("GET", "/admin/auth/group/1/change/?a=1&_to%5Ffield"), 400, "看不懂这个地址"),
    "a pop-up by another field": (("GET", "/admin/auth/group/1/change/?_to_field=name"), 400, "看不懂这个地址"),
    "a long body": (("POST", REPORT, {"comment": "长" * MAX_BODY}), 413, "内容太长"),
    **{
        f"{method} {path}": ((method, path), 405, "不能这样访问")
        for method in ("TRACE", "PROPFIND", "PUT", "DELETE", "FOO")
        for path in ("/", "/admin/", "/healthz")
    },
}


@pytest.mark.parametrize("asked, status, told", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_answered_is_refused_in_a_sentence(asked, status, told):
    """No test here may touch the base, so that none is looked at."""
    method, path, *sent = asked
    client = Client(raise_request_exception=False)
    answer = client.post(path, *sent) if sent else client.generic(method, path)
    assert (answer.status_code, told in answer.content.decode()) == (status, True)
    assert "Traceback" not in answer.content.decode()


def test_who_asks_in_another_way_is_told_the_ways():
    assert Client().generic("PUT", "/")["Allow"] == ", ".join(METHODS)


def test_a_body_of_unknown_length_is_refused():
    answer = Client().generic("POST", "/display/large-text/", headers={"transfer-encoding": "chunked"})
    assert (answer.status_code, "没有说明长度" in answer.content.decode()) == (411, True)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_machines_ask_and_send_nothing(client, path, db):
    assert client.post(path).status_code in (404, 405)
