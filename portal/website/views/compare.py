"""Compare: two articles side by side, several in a table, one subject across the documents."""

from string import ascii_lowercase

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from policies.models import Article
from portal.website.pages import compare_table
from portal.website.pages.compare_pair import articles_side_by_side, between, by_article, likenesses
from portal.website.query_params import reads

LETTERS = [letter for letter in ascii_lowercase if letter != "q"][: compare_table.MAX_ARTICLES]


@reads(*LETTERS, "with", "q")
def compare(request: HttpRequest) -> HttpResponse:
    asked = compare_table.read(fields(request.GET), request.GET.get("q", ""))
    articles = compare_table.about(asked.query) if asked.is_search else asked.articles
    context = {
        "asked": asked,
        "lines": compare_table.lines(articles[: compare_table.MAX_ROWS], asked.query),
        "more": len(articles) > compare_table.MAX_ROWS,
        "spare": spare(asked),
        "most": compare_table.MAX_ARTICLES,
        "too_many": sum(len(request.GET.getlist(name)) for name in (*LETTERS, "with")) > compare_table.MAX_ARTICLES,
    }
    return render(request, "website/compare.html", context | beside(asked.articles))


def beside(articles: list[Article]) -> dict:
    """Return what stands beside the table: of one article its parallels to choose from, of two their texts."""
    if len(articles) == 1:
        return {"one": articles[0], "others": by_article(likenesses(articles[0]))}
    if len(articles) == 2:
        left, right = articles
        return {"pair": articles_side_by_side(left, right), "two": articles, "parallels": between(left, right)}
    return {}


def fields(query: QueryDict) -> dict[str, str]:
    """The addresses typed, by letter: a=…&b=…; ``with`` and a letter's further values take the letters left free."""
    values_by_letter = {letter: [value for value in query.getlist(letter) if value.strip()] for letter in LETTERS}
    addresses = {letter: values[0] for letter, values in values_by_letter.items() if values}
    further = [value for values in values_by_letter.values() for value in values[1:]] + query.getlist("with")
    free = [letter for letter in LETTERS if letter not in addresses]
    addresses |= dict(zip(free, (value for value in further if value.strip()), strict=False))
    return {letter: addresses.get(letter, "") for letter in LETTERS if letter in addresses or letter in "ab"}


def spare(asked: compare_table.ComparisonRequest) -> str:
    """The letter of one more field once all are filled, '' where no more fit."""
    taken = {slot.name for slot in asked.slots if slot.value}
    return next((letter for letter in LETTERS if letter not in taken), "") if len(taken) == len(asked.slots) else ""
