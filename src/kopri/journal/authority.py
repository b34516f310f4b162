"""May this log write this? Facts: anyone, or anyone of a side. Acts: who has the authority."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from kopri.journal.types import CENTRE, POST, Authority

_OF_A_SIDE = (Authority.FACT_OF_SIDE, Authority.OWN_SIDE, Authority.OWN_PLACE, Authority.OWN_POST)


class Author(Protocol):
    """A log as far as authority goes: whose it is, and of which post, if it is a post's."""

    @property
    def origin(self) -> str: ...

    @property
    def side(self) -> str: ...

    @property
    def role(self) -> str: ...

    @property
    def post(self) -> str: ...


def exit_side(direction: str) -> str:
    """The side that a crossing leaves: directions read ``<exit>-<entry>``."""
    return direction.partition("-")[0]


def entry_side(direction: str) -> str:
    """The side that a crossing enters."""
    return direction.partition("-")[2]


def lawful(
    *, authority: Authority, payload: Mapping[str, Any], author: Author, post: str,
    logs: Sequence[Author], audience: Sequence[str] = (),
) -> bool:
    """True where ``author`` may write an act with this payload.

    ``post``: where it was done, as the entry's ``actor`` says. ``logs``: every admitted log.
    ``audience``: of an entry that was followed. The half of an event that only the author's own
    side may read need not name the side: the half that both read does.
    """
    if authority is Authority.FACT:
        return True
    if authority in _OF_A_SIDE:
        side = payload.get("side", author.side if tuple(audience) == (author.side,) else "")
    else:
        side = exit_side(str(payload.get("direction", "")))
    if author.side != side:
        return False
    if authority is Authority.FACT_OF_SIDE:
        return author.role in (CENTRE, POST)
    if authority in (Authority.OWN_SIDE, Authority.EXIT_SIDE):
        return author.role == CENTRE
    if authority is Authority.OWN_PLACE:
        return author.role == CENTRE or (author.role == POST and author.post == post)
    return is_keeper(author, post=post, logs=logs)


def is_keeper(author: Author, *, post: str, logs: Sequence[Author]) -> bool:
    """True where what is done at ``post`` of the author's side is this log's to write.

    That is the post's own log; the centre's, where the post has none. Where a side has posts with
    logs, an act that names no post is nobody's.
    """
    posts = {each.post for each in logs if each.side == author.side and each.role == POST}
    if author.role == POST:
        return author.post == post
    return author.role == CENTRE and post not in posts and (bool(post) or not posts)
