"""政策匹配: a question in the address, an answer on the page, nothing stored."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from portal.website.matching.answer import Answer
from portal.website.matching.as_data import answer_as_data
from portal.website.matching.question import READ, Question
from portal.website.pages.parts.pagination import PAGE, elided_numbers, page_of
from portal.website.query_params import reads


@reads(*READ)
def match(request: HttpRequest) -> HttpResponse:
    question = Question(request.GET)
    answer = Answer(question, timezone.localdate())
    page, missed = page_of(answer.ranked, request.GET.get("page", ""))
    context = {
        "question": question,
        "answer": answer,
        "address": question.address,
        "page": page,
        "missed": missed,
        "numbers": elided_numbers(page),
        "groups": answer.groups(PAGE),
        "shown": answer.on_page(list(page), PAGE),
    }
    return render(request, "website/match.html", context)


@reads(*READ)
def match_data(request: HttpRequest) -> HttpResponse:
    """The whole answer as data; what cannot be read is told at its parameter, and nothing is answered."""
    question = Question(request.GET)
    if question.errors or not question.is_asked:
        told = question.errors or {"": "请至少说行业、企业类型、想要什么、地区中的一项。"}
        return JsonResponse({"errors": told}, status=400, json_dumps_params=_PLAIN)
    return JsonResponse(answer_as_data(Answer(question, timezone.localdate())), json_dumps_params=_PLAIN)


_PLAIN = {"ensure_ascii": False}
