"""Passwords that somebody who knows the place would try first: 山西, this site, its offices, a year, a row of keys.

Django's list of common passwords is of the whole world and knows whole passwords. People here take a word that is at
hand and add what makes a rule content: jince2022, admin@123, Shanxi_swt_2022, 1qaz2wsx, woaini5201314. So what is
known is taken away (words, rows of keys, repeats, then digits and signs at the ends), and what is left must be enough.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from portal.editing.login import log

_FILE = Path(__file__).with_name("common_passwords.txt")
# Characters that must be left: with five, “zhang” before what is known would pass; twelve by chance leave about ten.
ENOUGH = 6
# No more is looked at: who types a longer one has enough in it, or nothing.
LONGEST = 128

# Rows and columns of the keyboard, the alphabet and digits; any three neighbours of one, either way, are a walk.
_WALKS = [
    "1234567890",
    "qwertyuiop",
    "asdfghjkl;",
    "zxcvbnm,./",
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"),
    "abcdefghijklmnopqrstuvwxyz",
    "!@#$%^&*()",
    "147258369",
]
_SHORTEST_WALK = 3
# What stands for a letter, in two readings: 1, ! and | are an i or an l.
_LEET = [str.maketrans("0@4$5371!|", f"oaasset{letter * 3}") for letter in "il"]


class LengthValidator(MinimumLengthValidator):
    """Django's, in Chinese: its translation of this one sentence is of an earlier wording."""

    def get_error_message(self) -> str:
        return f"密码太短，至少要 {self.min_length} 个字符。"


class GuessableValidator:
    """Refuses what is made of words that people here use, rows of keys, years and repeats, and little else."""

    def validate(self, password: str, user=None) -> None:
        if _left(password[:LONGEST]) < ENOUGH:
            raise ValidationError(
                "这个密码容易被猜到：去掉地名、单位、“admin”一类的常用词、键盘上相邻的键、年份和重复，剩下的太少。"
                "请换成几个互不相干的词，或一串没有规律的字符。",
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return "不要用地名、单位或常用词（拼音也算）加数字、键盘上相邻的键，如 jince2022、admin@123、1qaz2wsx。"

    def password_changed(self, password: str, user=None) -> None:
        """Log a password that was set, also by command: Django tells validators of every one."""
        log.note_account("password changed", user)


def _left(password: str) -> int:
    """Return how many characters remain without what is tried first, by the reading that leaves fewest."""
    text = _bare(_once(unicodedata.normalize("NFKC", password).lower()))
    return min(len(each) for each in (text, *(_bare(text.translate(leet)) for leet in _LEET)))


def _bare(text: str) -> str:
    """A text without what is known, and then without digits and signs at its ends."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", _known().sub("", text))


def _once(text: str) -> str:
    """A text whose repeats stand once: “abcabc”, “aaa”; two like letters are no repeat, as in “password”."""
    return re.sub(r"(.)\1{2,}|(.{2,32}?)\2+", r"\1\2", text)


@cache
def _known() -> re.Pattern[str]:
    """Words, years and walks; of two that begin alike the longer one."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    words = {line for line in lines if line and not line.startswith("#")}
    words |= {walk for line in _WALKS for walk in _parts(line) | _parts(line[::-1])}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join([r"(?:19|20)\d\d(?!\d)", *map(re.escape, longest_first)]))


def _parts(row: str) -> set[str]:
    ends = range(_SHORTEST_WALK, len(row) + 1)
    return {row[start:end] for end in ends for start in range(end - _SHORTEST_WALK + 1)}
