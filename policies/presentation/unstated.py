"""Words for an article that states no term: by when its work is to be done, and until when its document holds."""

from collections.abc import Iterable

from policies.models import Document

NO_TERM = "这一条没写期限"


def unstated(dues: Iterable[str], document: Document) -> str:
    """Return it in one sentence, from the print's words: 这一条没写期限；要求办好的时间：6 月底前."""
    days = "、".join(dict.fromkeys(dues))
    statements = (("要求办好的时间：", days), ("文件写：", document.holds_words))
    return "；".join([NO_TERM, *(f"{label}{words}" for label, words in statements if words)])
