"""What is sent to the site is counted, so that a flood is refused."""

import pytest


@pytest.fixture(autouse=True)
def counted(settings, tmp_path):
    """Each test counts in a place of its own, as the site does: in files."""
    settings.CACHES |= {"default": settings.CACHES["default"] | {"LOCATION": tmp_path}}
