"""What is worked out from the base once, and then held by the process until the base moves."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from policies.models import Revision

T = TypeVar("T")


def held(work: Callable[..., T]) -> Callable[..., T]:
    """``work`` done once a revision for the same arguments, of which there are few. What it gives is shared by all."""
    # In one piece, so that no thread finds the results of one revision under another.
    done: list[tuple[str, dict]] = [("", {})]

    @wraps(work)
    def now(*asked) -> T:
        revision = Revision.current()
        if done[0][0] != revision:
            done[0] = (revision, {})
        known = done[0][1]
        if asked not in known:
            known[asked] = work(*asked)
        return known[asked]

    return now
