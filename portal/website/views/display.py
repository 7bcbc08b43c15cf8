"""适老化: large text, one switch kept in a cookie."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.website.context_processors import COOKIE

_YEAR = 365 * 24 * 60 * 60


# A forged request could but change the size of somebody's letters; in return no page needs a token and a cookie.
@csrf_exempt
@require_POST
def large_text(request: HttpRequest) -> HttpResponse:
    """Turn large text on or off, and go back to where one was."""
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    answer = HttpResponseRedirect(back if is_ours else reverse("home"))
    if request.POST.get("large") == "1":
        answer.set_cookie(COOKIE, "1", max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer
