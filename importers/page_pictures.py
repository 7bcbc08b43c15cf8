"""The pages of a file as pictures, kept once by its bytes, so that the page of a fact can be shown."""

from contextlib import suppress

from importers.parsing import formats
from importers.parsing.formats.records import UnreadableFileError
from policies.models import PageImage, Source


def keep(sha256: str, content: bytes, format_: str) -> None:
    """Draw the pages of a file of a format that has some, unless they are there; one that cannot be drawn has none."""
    if format_ not in formats.WITH_PAGES or PageImage.objects.filter(sha256=sha256).exists():
        return
    with suppress(UnreadableFileError):
        pages = [
            PageImage(sha256=sha256, page=each.page, width=each.width, height=each.height, content=each.content)
            for each in formats.pictures(content, format_)
        ]
        PageImage.objects.bulk_create(pages, ignore_conflicts=True)


def keep_missing() -> int:
    """Draw the pages of sources that have none, as those have that were imported by command; gives of how many."""
    drawn = PageImage.objects.order_by().values("sha256")
    missing = Source.objects.filter(format__in=formats.WITH_PAGES).exclude(sha256__in=drawn)
    keys = list(missing.values_list("pk", flat=True))
    for key in keys:
        row = Source.objects.get(pk=key)
        keep(row.sha256, bytes(row.content), row.format)
    return len(keys)
