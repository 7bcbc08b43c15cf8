"""Which errors are a bad day of the base, or of the disk that it is on, and not a fault of the code."""

import errno
from collections.abc import Iterator

from django.db import DataError, Error, IntegrityError

# No space, a disk that only reads, a disk that fails.
_OF_DISK = {errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT}


def is_of_base(error: BaseException | None) -> bool:
    """Whether an error, or one that it came from, is that the base does not answer, or its disk."""
    return any(_is_of_base(each) for each in _causes(error))


def _is_of_base(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _OF_DISK
    return isinstance(error, Error) and not isinstance(error, IntegrityError | DataError)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
