"""Articles with all that a card shows, held in memory at a revision: every list takes its twenty from the same few."""

from collections.abc import Sequence

from policies.models import Article
from policies.revision_cache import held
from portal.website.pages.parts.article_card import with_facts

# More than this many are not held at once.
MOST = 2000


def articles(pks: Sequence[int]) -> list[Article]:
    """The articles in the order given, but for what is gone meanwhile. To be read only: all lists share them."""
    there = _shelf()
    missing = [pk for pk in pks if pk not in there]
    if len(there) + len(missing) > MOST:
        there.clear()
        missing = list(pks)
    if missing:
        there.update({each.pk: each for each in with_facts(Article.objects.filter(pk__in=missing))})
    return [there[pk] for pk in pks if pk in there]


@held
def _shelf() -> dict[int, Article]:
    return {}
