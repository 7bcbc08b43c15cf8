"""政策匹配: a question in the address, an answer on the page, nothing stored but what somebody sends us of it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from portal.website.forms import AnswerReportForm
from portal.website.matching.answer import Answer
from portal.website.matching.as_data import answer_as_data
from portal.website.matching.as_table import answer_as_table
from portal.website.matching.entries import by_group
from portal.website.matching.form import Form
from portal.website.matching.question import READ, Question
from portal.website.matching.receipt import receipt, what_stood_first
from portal.website.matching.settling import next_question
from portal.website.pages.parts.pagination import PAGE, elided_numbers, page_of
from portal.website.query_params import reads
from portal.website.tables import as_file
from portal.website.views.reports import is_busy

_PLAIN = {"ensure_ascii": False}


@reads(*READ)
def match(request: HttpRequest) -> HttpResponse:
    question = Question(request.GET)
    answer = Answer(question, timezone.localdate())
    form = Form(question, answer.counts)
    page, missed = page_of(answer.ranked, request.GET.get("page", ""))
    context = {
        "question": question,
        "answer": answer,
        "form": form,
        "next": next_question(answer, form) if question.is_asked else None,
        "address": question.address,
        "page": page,
        "missed": missed,
        "numbers": elided_numbers(page),
        "groups": answer.groups(PAGE),
        "shown": by_group(answer, list(page), PAGE),
        "receipt": receipt(answer) if question.is_asked else [],
    }
    return render(request, "website/match.html", context)


@reads(*READ)
def match_data(request: HttpRequest) -> HttpResponse:
    """The whole answer as data, as the page has it; where nothing is asked that can be read, why, and no answer."""
    question = Question(request.GET)
    if not question.is_asked:
        errors = question.errors or {"": "请至少说行业、企业类型、想要什么、地区中的一项。"}
        return JsonResponse({"errors": errors}, status=400, json_dumps_params=_PLAIN)
    return JsonResponse(answer_as_data(Answer(question, timezone.localdate())), json_dumps_params=_PLAIN)


@reads(*READ)
def match_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """The whole answer as a table; what is no question leads to the page that says so."""
    question = Question(request.GET)
    if not question.is_asked:
        return redirect(f"{reverse('match')}?{request.GET.urlencode()}")
    table = answer_as_table(Answer(question, timezone.localdate()))
    return as_file(table, file_format, request.build_absolute_uri("/")[:-1])


@reads(*READ)
def match_report(request: HttpRequest) -> HttpResponse:
    """“这个结果不对”: sends what was asked and what stood first, and what is wrong in a reader's words."""
    question = Question(request.GET)
    if not question.is_asked:
        return redirect("match")
    answer = Answer(question, timezone.localdate())
    lines = [*receipt(answer), what_stood_first(answer)]
    form = AnswerReportForm(
        request.POST if request.method == "POST" else None,
        receipt="\n".join(f"{label}：{words}" for label, words in lines),
    )
    busy = request.method == "POST" and is_busy(request)
    if request.method == "POST" and not busy and form.is_valid():
        if not form.is_robot:
            form.save()
        return redirect(f"{reverse('match_thanks')}?{question.address}")
    context = {"question": question, "receipt": lines, "form": form, "busy": busy}
    return render(request, "website/match_report.html", context, status=429 if busy else 200)


@reads(*READ)
def match_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "website/match_thanks.html", {"question": Question(request.GET)})
