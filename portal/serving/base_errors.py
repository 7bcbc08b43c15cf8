"""Errors that are a bad day of the base, or of the disk that it is on, and not a fault of the code."""

import errno
from collections.abc import Iterator

from django.db import DataError, Error, IntegrityError

# No space, a disk that only reads, a disk that fails.
_OF_DISK = {errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT}


# What engines say, and what a keeper of the site is to do. Both engines' words; the first that fits.
_ADVICE = (
    (("no such table", "does not exist", "no such column"), "库里的表不齐：请先运行 manage.py migrate"),
    (("disk is full", "No space left", "could not extend"), "磁盘满了：请腾出空间再试"),
    (("malformed", "not a database", "invalid page"), "数据库坏了：请用 manage.py restore 恢复最近的备份"),
    (("readonly", "read-only", "unable to open", "Permission denied"), "数据库写不了：请检查文件和文件夹的权限"),
    (("locked", "lock timeout", "deadlock"), "一直有人在写：请过一会儿再试"),
    (("connect", "refused", "password", "could not translate"), "连不上数据库：请检查 DATABASE_URL，和数据库开着没有"),
)


def advice(error: BaseException) -> str:
    """Return in a sentence what is wrong with the base, and what to do; for who runs a command."""
    message = str(error)
    found = next((words for signs, words in _ADVICE if any(sign in message for sign in signs)), "数据库用不了")
    return f"{found}（{(message.splitlines() or [type(error).__name__])[0]}）。"


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
