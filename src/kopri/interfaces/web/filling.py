"""Forms as they are filled: what was sent stays in its fields, what is wrong stands beside them."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.http import HttpRequest

from kopri.interfaces.web import answers
from kopri.interfaces.web.show import Choice, Field, Form
from kopri.interfaces.web.words import Text
from kopri.journal.append.requests import KEY_REUSED, AlreadyAnswered, RequestKey
from kopri.kernel.errors import Fault, Refusal

TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came back of a form that was refused; ``form`` names it."""

    form: str
    values: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Fault] = ()


NOTHING = Sent(form="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A form being put together, with what was sent if it was this one."""

    form: str
    sent: Sent = NOTHING

    @property
    def mine(self) -> bool:
        """This form is the one that was refused."""
        return self.sent.form == self.form

    def value(self, name: str, otherwise: str = "") -> str:
        """What was sent in a field."""
        return self.sent.values.get(name, "") if self.mine else otherwise

    def field(self, name: str, label: Text, **more: Any) -> Field:
        """A field with what was sent and what is wrong with it."""
        more["value"] = self.value(name, more.get("value", ""))
        return Field(form=self.form, name=name, label=label, error=self._error(name), **more)

    def choice(
        self, name: str, label: Text, *, choices: Sequence[tuple[str, Text]], first: str = "",
        **more: Any,
    ) -> Field:
        """A field of choices; the one that was sent is chosen."""
        chosen = self.value(name, first)
        return Field(
            form=self.form, name=name, label=label, error=self._error(name),
            choices=[Choice(value=value, label=text, chosen=value == chosen)
                     for value, text in choices], **more,
        )

    def _error(self, name: str) -> str:
        own = [fault for fault in self.sent.faults if answers.field_of(fault, {name: name})]
        return " ".join(line.message for line in answers.lines(own)) if self.mine else ""

    def _kept_key(self) -> str:
        used = any(fault.code == KEY_REUSED for fault in self.sent.faults)
        return "" if used else self.value("key")

    def done(
        self, *, action: str, submit: Text, fields: Sequence[Field] = (),
        groups: Sequence[tuple[Text, Sequence[Field]]] = (), **more: Any,
    ) -> Form:
        """The form; its key is kept over refused submits, but not where it was used up by another."""
        known = [*fields, *(each for _, group in groups for each in group)]
        ids = {each.name: each.id for each in known}
        return Form(
            action=action, submit=submit, fields=fields, groups=groups,
            key=self._kept_key() or new_key(),
            faults=answers.lines(self.sent.faults, fields=ids) if self.mine else (), **more,
        )


def new_key() -> str:
    """An idempotency key for a form that is shown for the first time."""
    return secrets.token_hex(16)


def form_key(request: HttpRequest, *, part: str = "") -> RequestKey | None:
    """The form's key, bound to what was filled in; ``part``: of several acts by one form."""
    key = request.POST.get("key", "")[:64]
    if not key:
        return None
    sent = [[name, request.POST.getlist(name)] for name in sorted(request.POST) if name != TOKEN]
    sent += [[name, _digest(request, name)] for name in sorted(request.FILES)]
    asked = json.dumps([request.path, part, sent]).encode()
    return RequestKey(key=f"{key}{part}", digest=sha256(asked).hexdigest())


def _digest(request: HttpRequest, name: str) -> list[str]:
    return [sha256(contents(request, name)).hexdigest()]


def contents(request: HttpRequest, name: str) -> bytes:
    """The bytes of an uploaded file; none where there is none."""
    file = request.FILES.get(name)
    if file is None or isinstance(file, list):
        return b""
    file.seek(0)
    return bytes(file.read())


def values(request: HttpRequest) -> dict[str, str]:
    """What was filled in, trimmed."""
    return {name: (request.POST.get(name) or "").strip() for name in request.POST}


def attempt(act: Callable[[], object]) -> tuple[object, Refusal | None]:
    """Do it; what it gave (or had given the first time), or why it was refused."""
    try:
        return act(), None
    except AlreadyAnswered as repeated:
        return json.loads(repeated.answer), None
    except Refusal as refusal:
        return None, refusal
