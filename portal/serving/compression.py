"""Pages compressed quickly: Django's level 6 costs more than the rest of a fast page, and level 1 a third of it.

Of the nine documents' longest list 130 kB become 22 kB in 0.4 ms, instead of 19 kB in 1.3 ms. What is heavy
all the same, the reader of a long document, is worth more: of its 200 kB level 6 makes 30 kB instead of 37 kB, in 4 ms.
"""

import secrets
import struct
import zlib

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from portal.website.page_cache import accepts_gzip

_QUICK, _GOOD = 1, 6
# What a page should weigh at most, compressed.
_HEAVY = 25_000
# How a member of a gzip file begins that says its name, and no time (RFC 1952, 2.3).
_NAMED = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"
# Shorter answers do not get shorter.
_LEAST = 200


class CompressionMiddleware(GZipMiddleware):
    """Middleware: Django's own, but for the level of whole pages."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a whole page where it is asked for; what is streamed goes Django's way."""
        if response.has_header("Content-Encoding") or (not response.streaming and len(response.content) < _LEAST):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if not accepts_gzip(request):
            return response
        if response.streaming:
            return super().process_response(request, response)
        quick = self._compressed(response.content, _QUICK)
        response.content = quick if len(quick) <= _HEAVY else self._compressed(response.content, _GOOD)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "gzip"
        return response

    def _compressed(self, content: bytes, level: int) -> bytes:
        """Return the content compressed; a name of chance length in it hides its own (BREACH)."""
        deflated = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        name = b"x" * (1 + secrets.randbelow(self.max_random_bytes))
        end = struct.pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)
        return b"".join((_NAMED, name, b"\0", deflated.compress(content), deflated.flush(), end))
