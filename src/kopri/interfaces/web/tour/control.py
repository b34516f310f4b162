"""What the demo's control server answers; silence and nonsense are None, never an error."""

from typing import Any

import httpx
import msgspec

from kopri.interfaces.house import House

PATIENCE_SECONDS = 20.0  # an order waits until the simulated world has taken a breath


class Truck(msgspec.Struct, frozen=True, kw_only=True):
    """The truck kept for the visitor: whose decision it waits for."""

    reference: str
    plate: str
    side: str
    role: str = "inspector"
    service: str = ""


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """Vehicles at the end of each hour: ``standing`` at the barrier, at ``home`` without a slot yet to
    come to; and the same at the end of each day."""

    standing: list[int]
    home: list[int]
    days: list[dict[str, int]]


class Stress(msgspec.Struct, frozen=True, kw_only=True):
    """The same requests with slots that ``both`` sides take, and with the own side's ``alone``."""

    both: Course
    alone: Course


class State(msgspec.Struct, frozen=True, kw_only=True):
    """``line``: whole or cut. ``nodes``: the base address of each side."""

    line: str
    nodes: dict[str, str]
    truck: Truck | None = None
    stress: Stress | None = None


def state(house: House) -> State | None:
    """How the demo stands."""
    answer = _ask(house, method="GET", path="state")
    return None if answer is None else _read(answer)


def _read(answer: bytes) -> State | None:
    try:
        return msgspec.json.decode(answer, type=State)
    except msgspec.MsgspecError:
        return None


def order(house: House, *, action: str) -> dict[str, Any] | None:
    """Cut or restore the line, alter a byte: what came of it."""
    answer = _ask(house, method="POST", path=action)
    try:
        return None if answer is None else msgspec.json.decode(answer, type=dict[str, Any])
    except msgspec.MsgspecError:
        return None


def _ask(house: House, *, method: str, path: str) -> bytes | None:
    base = house.demo.control_url if house.demo else ""
    if not base:
        return None
    try:
        answer = httpx.request(method, f"{base}/{path}", timeout=PATIENCE_SECONDS,
                               trust_env=False)
    except httpx.HTTPError:
        return None
    return answer.content if answer.status_code == httpx.codes.OK else None
