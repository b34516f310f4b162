"""A rule is a class named after what it enforces; its docstring is the message the user reads."""

import inspect
from collections.abc import Iterable
from functools import cache
from typing import ClassVar

from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Fault, Ground, Refusal

_plain = cache(inspect.cleandoc)  # a docstring never changes


class Rule:
    """Base of all rules. ``source``: the law, order or house rule; ``remedy``: what to do."""

    code: ClassVar[str]
    source: ClassVar[str]
    remedy: ClassVar[str]

    @classmethod
    def fault(cls, *, path: str = "", **params: str | int) -> Fault:
        """This rule as broken, at ``path``, with the message's placeholders filled."""
        return Fault(
            code=cls.code, message=_plain(cls.__doc__ or ""), path=path,
            rule=cls.source, remedy=cls.remedy, params=params,
        )


class NotForThisRole(Rule):
    """Your role may not do this here."""

    code = "permission.denied"
    source = "Roles and sides, docs/reference/permissions"
    remedy = "Sign in with the account of the service or side that is responsible."


def refuse_if(faults: Iterable[Fault], *, ground: Ground = Ground.CONFLICT) -> None:
    """Refuse with all faults at once, where there is any."""
    found = tuple(faults)
    if found:
        raise Refusal(found, ground=ground)


def require(allowed: bool) -> None:
    """Refuse a person who may not."""
    refuse_if([] if allowed else [NotForThisRole.fault()], ground=Ground.DENIED)


def has_role(actor: Actor, *roles: Role) -> bool:
    """True where the actor has one of ``roles``, or is the node itself acting by a stated rule."""
    return actor.role in roles or actor.role is Role.SYSTEM
