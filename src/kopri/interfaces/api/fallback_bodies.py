"""What the API takes of fallback and of handovers."""

from typing import Annotated

from msgspec import Meta

from kopri.interfaces.api.bodies import AnyPlate, Body, Moment


class DeclareRegime(Body, frozen=True, kw_only=True):
    """Services that cannot work, and why. ``cause``: system, line or power."""

    services: Annotated[list[str], Meta(max_length=50)]
    cause: str
    reason: Annotated[str, Meta(max_length=500)]


class LookAgain(Body, frozen=True, kw_only=True):
    """``result``: in_order or differs; then ``note`` says what."""

    result: str
    note: Annotated[str, Meta(max_length=500)] = ""


class MakePack(Body, frozen=True, kw_only=True):
    """How many stickers."""

    point: str
    stickers: int


class EnterPaper(Body, frozen=True, kw_only=True):
    """A line of paper. ``text``: what the sticker or the list says; the rest of it is for stickers."""

    text: Annotated[str, Meta(max_length=40)]
    point: str
    arrived: Moment
    registered: Moment
    plate: AnyPlate = ""
    country: Annotated[str, Meta(pattern="^([A-Z]{2})?$", description="ISO 3166-1 alpha-2")] = ""
    direction: str = ""


class HandOver(Body, frozen=True, kw_only=True):
    """``seen``: as the list was shown with."""

    seen: str
    note: Annotated[str, Meta(max_length=1000)] = ""


FALLBACK_SHAPES = (DeclareRegime, LookAgain, MakePack, EnterPaper, HandOver)
