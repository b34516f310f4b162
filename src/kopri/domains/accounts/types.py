"""Values of accounts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What an account is made with. ``role``: a value of ``kernel.actor.Role``."""

    username: str
    role: str
    name: str
    post: str = ""
    service: str = ""
    language: str = ""
    email: str = ""
