"""Statements of a file about its document (文号, 成文日期, 发文机关 …) → what the text leaves open of a head.

Takes a parsed source and its reader's metadata. Gives the source with a fuller head, each such field with the words
that say so (``Header.from_file``). What the text itself prints stands.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from importers.parsing import roles
from importers.parsing.compilation import Compilation
from importers.parsing.head import Header

# The labels of a page's box of information and of its meta tags, the surer first. 发布日期 is the site's own.
_LABELS = {
    "title": ("标题", "文件名称", "名称", "ArticleTitle"),
    "number": ("文号", "发文字号", "文件编号", "发布文号"),
    "issuers": (
        "发文机关",
        "发文单位",
        "制发机关",
        "发布机构",
        "发布机关",
        "发布单位",
        "发布部门",
        "制定机关",
        "来源",
        "信息来源",
        "ContentSource",
    ),
    "issued_on": ("成文日期", "发文日期", "签发日期"),
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


def completed(parsed: Compilation, metadata: Mapping[str, str]) -> Compilation:
    """A source of one document, its head completed by what its file says; any other as it is."""
    if len(parsed.documents) != 1 or not metadata:
        return parsed
    (document,) = parsed.documents
    return replace(parsed, documents=(replace(document, header=_header(document.header, metadata)),))


def _header(header: Header, metadata: Mapping[str, str]) -> Header:
    open_ = {
        "title": not header.titled,
        "number": header.number is None,
        "issuers": not header.issuers,
        "issued_on": header.issued_on is None,
    }
    for field, is_open in open_.items():
        for label in _LABELS[field] if is_open else ():
            value = _value(field, metadata.get(label, ""))
            if value:
                from_file = {**dict(header.from_file), field: f"{label}：{metadata[label]}"}
                header = replace(_with(header, field, value), from_file=tuple(from_file.items()))
                break
    return replace(header, titled=header.titled or any(field == "title" for field, _ in header.from_file))


def _with(header: Header, field: str, value: Any) -> Header:
    return replace(header, **{field: value})


def _value(field: str, printed: str) -> object:
    if field == "title":
        return roles.squeeze(printed) if roles.ends_title(printed) else ""
    if field == "number":
        return roles.number(printed)
    return roles.offices(printed) if field == "issuers" else _day(printed)


def _day(printed: str) -> date | None:
    """2023-05-01, 2023年5月1日, with a clock behind or not."""
    words = printed.split()
    if not words:
        return None
    found = _ISO.match(words[0])
    try:
        return date(*map(int, found.groups())) if found else roles.day("".join(words[:1]))
    except ValueError:
        return None
