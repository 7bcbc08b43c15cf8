"""Pages of files that were imported by command: drawn once, later, where a file has pages."""

import pytest
from django.core.management import call_command

from importers import page_pictures
from policies.models import PageImage, Source
from tests.importers.parsing.formats.pdf_file import Line, pdf

pytestmark = [pytest.mark.usefixtures("nine"), pytest.mark.long]
LINES = ["甲市支持小店若干措施", "一、对新开业的小店给予补贴5000元。", "二、对承租国有房屋的小店减免租金三个月。"]


def test_pages_that_are_missing_are_drawn_once(tmp_path):
    file = tmp_path / "件.pdf"
    file.write_bytes(pdf([Line(text, 700 - 40 * index) for index, text in enumerate(LINES)], [Line("三、其他。")]))
    call_command("import_policies", file, verbosity=0)
    source = Source.objects.get(name=file.name)
    assert page_pictures.keep_missing() == 1
    assert list(PageImage.objects.filter(sha256=source.sha256).values_list("page", flat=True)) == [1, 2]
    assert page_pictures.keep_missing() == 0
    assert set(PageImage.objects.values_list("sha256", flat=True)) == {source.sha256}, "a text has no pages"
