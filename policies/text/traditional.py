"""Traditional characters as the simplified ones of the texts: simplified("失業保險") == "失业保险".

The tables know phrases, since one simplified character stands for several: 乾隆 keeps its 乾, 餅乾 is 饼干.
"""

from functools import cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """Return a text in simplified characters; one that has them already comes back as it is."""
    return text if text.isascii() else _converter().convert(text)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
