"""Files as they come in: on disk, never in memory; none from a stranger, none beyond the limit of one.

Django asks this before any page does. A file that is too large is not kept and the others are: the page says which.
"""

from django.contrib import admin
from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler

from importers.parsing.formats import MAX_BYTES


class FileHandler(TemporaryFileUploadHandler):
    """Keeps each file in a temporary one, gone with the request; names those that were too large (``too_large``)."""

    def new_file(self, *args, **kwargs) -> None:
        """Take a file, if somebody may give it."""
        if not _is_known(self.request):
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece of a file; of one that is too large the rest is read past."""
        self._size += len(raw_data)
        if self._size > MAX_BYTES:
            too_large(self.request).append(self.file_name or "")
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def too_large(request) -> list[str]:
    """The names of the files of a request that were too large."""
    if not hasattr(request, "files_too_large"):
        request.files_too_large = []
    return request.files_too_large


def _is_known(request) -> bool:
    """Whether a request comes from an editor, where the desk's middleware has said who asks."""
    return hasattr(request, "user") and admin.site.has_permission(request)
