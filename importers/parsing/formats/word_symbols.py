"""Signs that Word takes from a font of symbols, by their place in it: “≥” is F0B3 of Symbol, “☑” FE of Wingdings."""

from collections.abc import Mapping

_SYMBOL: Mapping[int, str] = {
    0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB7: "·", 0xA5: "∞", 0xBB: "≈",
    0xBA: "≡", 0xA2: "′", 0xB2: "″", 0xAE: "→", 0xAC: "←", 0xD6: "√", 0xD7: "·", 0xE5: "∑", 0xCE: "∈", 0xC7: "∩",
    0xC8: "∪", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x71: "θ", 0x73: "σ",
    0x77: "ω", 0x44: "Δ", 0x57: "Ω", 0x53: "Σ",
}  # fmt: skip
_WINGDINGS: Mapping[int, str] = {
    0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0x6E: "■", 0x6C: "●", 0xA1: "○", 0x75: "◆",
    0x9F: "•", 0xE0: "→", 0xD8: "➢", 0xAB: "★", 0x2A: "✉", 0x28: "☎",
    **{0x80 + count: sign for count, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
}  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x52: "☑", 0x54: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "☐", 0x2A: "☐", 0x30: "☐"},
}
_OWN = 0xF000  # where such a font has its signs
_FIRST_PRINTED = 0x20


def sign(font: str, code: str) -> str:
    """The sign of a font at a place given in hexadecimal, “” where it is not known which it is."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if signs := _FONTS.get(font.lower()):
        return signs.get(place - _OWN if place >= _OWN else place, "")
    is_own = place < _FIRST_PRINTED or 0xD800 <= place <= 0xF8FF or place > 0xFFFF
    return "" if is_own else chr(place)
