"""The markup of Word's parts: elements and attributes by the names that the standard gives them (ECMA-376)."""

from collections.abc import Iterator

from lxml import etree

from importers.parsing.formats.records import UnreadableFileError

_DAMAGED = "文档已损坏（其中的 XML 读不出来），请用 Word 或 WPS 打开、另存后再导入。"


def parse(content: bytes) -> etree._Element | None:
    """The root of a part, None where there is no such part. Nothing is fetched, and no entity is taken for text."""
    if not content.strip():
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableFileError(_DAMAGED) from None
    if root.getroottree().docinfo.doctype:  # no office writes one; it is there to swell, or to fetch
        raise UnreadableFileError(_DAMAGED)
    return root


def name(element: etree._Element) -> str:
    """An element's name without its namespace, “” for what is no element: Word's strict form has other namespaces."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, wanted: str) -> Iterator[etree._Element]:
    """The children of a name."""
    return (each for each in (element if element is not None else ()) if name(each) == wanted)


def child(element: etree._Element | None, wanted: str) -> etree._Element | None:
    """The first child of a name."""
    return next(children(element, wanted), None)


def attribute(element: etree._Element | None, wanted: str = "val") -> str:
    """An attribute by its name without namespace, “” where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == wanted), "")


def number(value: str, default: int = 0) -> int:
    """A value as a number."""
    return int(value) if value.isdecimal() and len(value) < 7 else default
