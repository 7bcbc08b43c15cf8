"""Words of a vocabulary as people write them: “拓展…市场” has a gap, in which a text may have up to 16 other signs.

What people write becomes a pattern, and each gap multiplies its work: at every place of a text 16 further ways. So a
word has no more than three, and is no longer than fifty signs.
"""

import re

GAP = "…"
MAX_GAPS, MAX_SIGNS = 3, 50
# People type a gap as ……, as ... or with a blank beside it.
_TYPED_GAP = re.compile(r"\s*(?:…|\.{3,}|。{3,}|⋯)(?:\s*(?:…|\.{3,}|。{3,}|⋯))*\s*")


def tidy(word: str) -> str:
    """Return a word with its gaps as one sign each, and none at its ends: tidy("……拓展 ... 市场") == "拓展…市场"."""
    return _TYPED_GAP.sub(GAP, word).strip(GAP)


def problem(word: str) -> str:
    """Return what is wrong with a word, in a sentence; '' where nothing is."""
    tidied = tidy(word)
    if len(tidied) > MAX_SIGNS:
        return f"“{tidied[:20]}…”太长：一个词最多 {MAX_SIGNS} 个字，这里有 {len(tidied)} 个。"
    if tidied.count(GAP) > MAX_GAPS:
        return f"“{tidied}”的空当太多：一个词里最多 {MAX_GAPS} 处“…”，这里有 {tidied.count(GAP)} 处。"
    return ""
