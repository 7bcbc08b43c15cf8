"""旧版: what a document said before, article by article beside what it says now."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from policies.models import Article, Document, Passage
from policies.text.diff import Pair, pair
from portal.website.pages.compare_pair import CHANCE_IN_ARTICLES
from portal.website.pages.document import CLOSING, OPENING


@dataclass(frozen=True, slots=True)
class ArticleVersions:
    """An article as it was and as it is now; one of them None where only the other is."""

    old: Article | None
    now: Article | None
    pair: Pair

    @property
    def became(self) -> str:
        """Return what became of it, in a word."""
        if self.old is None:
            return "新增"
        if self.now is None:
            return "现行版本没有"
        return "未变" if self.pair.is_same else "有改动"


class VersionPage:
    """An old version of a document, or one of its articles."""

    def __init__(self, version: Document, document: Document, path: str = ""):
        """``document``: as it is now; ``path``: of the article, '' for all."""
        self.version = version
        self.document = document
        self.path = path

    @cached_property
    def lines(self) -> list[ArticleVersions]:
        """Its articles in order; what only the present version has, behind."""
        now = {each.path: each for each in self._listed(self.document.articles.public())}
        old = self._listed(self.version.articles.present())
        lines = [_line(each, now.pop(each.path, None)) for each in old]
        return [*lines, *(_line(None, each) for each in now.values())]

    @property
    def changed(self) -> int:
        """Return how many articles are not as they were."""
        return sum(each.became != "未变" for each in self.lines)

    def frames(self) -> Iterator[Passage]:
        """Yield what is printed around its articles."""
        yield from self.version.passages.filter(kind__in=(*OPENING, *CLOSING)).order_by("offset", "id")

    def _listed(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        rows = articles.filter(path=self.path) if self.path else articles
        return (
            rows.select_related("document__version_of", "section").defer("search", "pieces").order_by("ordinal", "id")
        )


def _line(old: Article | None, now: Article | None) -> ArticleVersions:
    before, after = (each.text if each else "" for each in (old, now))
    return ArticleVersions(
        old, now, pair(before, after, CHANCE_IN_ARTICLES) if old and now else Pair(before, after, [], [])
    )
