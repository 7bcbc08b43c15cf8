"""政策匹配: a question in the address, an answer on the page, nothing stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.website.matching.answer import Answer
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
