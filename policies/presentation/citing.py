"""A sentence as one passes it on: its words, where they are printed, and a link that finds them on the page."""

import re
from urllib.parse import quote

from policies.models import Article, Measure

# A browser looks for all of a sentence up to this length, and for the beginning and the end of a longer one.
WHOLE = 40
# So many signs of each are enough to find it by. They end where the print pauses: browsers look for whole words only.
ENOUGH = 6
_PAUSES = "，、；：。！？（）“”\n"
_UP_TO_A_PAUSE = re.compile(rf".{{{ENOUGH},}}?(?=[{_PAUSES}]|$)|.+")


def source_of(article: Article) -> str:
    """Return where an article is printed: 《…若干措施》（晋政办发〔2022〕33号）第25条."""
    number = f"（{article.document.number}）" if article.document.number else ""
    return f"《{article.document.title}》{number}{article.name}"


def as_cited(measure: Measure) -> str:
    """Return a sentence as printed, with its source."""
    return f"{measure.quote}——{source_of(measure.article)}"


def link(measure: Measure) -> str:
    """Return a sentence's address, with its words for browsers that mark them (text fragments)."""
    return f"{measure.get_absolute_url()}:~:text={text_fragment(measure.quote)}"


def text_fragment(text: str) -> str:
    """Return what finds a text on a page, percent-encoded: all of it, or its beginning and its end.

    Encoded is what has a meaning in a fragment, too: the comma, the hyphen and the ampersand.
    """
    text = text.strip()
    first, last = _beginning(text), _beginning(text[::-1])[::-1]
    is_one = (len(text) <= WHOLE and "\n" not in text) or len(first) + len(last) >= len(text)
    return ",".join(quote(part, safe="").replace("-", "%2D") for part in ([text] if is_one else [first, last]))


def _beginning(text: str) -> str:
    found = _UP_TO_A_PAUSE.match(text)
    return found.group() if found else text
