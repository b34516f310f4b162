"""Reading regimes, releases under them, second looks and stickers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.domains.fallback.models import Pack, Regime, SecondLook, Sticker, UnderRegime

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeView:
    """A regime. ``signed_by``: who declared or last renewed it."""

    regime: str
    side: str
    point: str
    cause: str
    reason: str
    missed: tuple[str, ...]
    cap_per_hour: int
    declared: datetime
    declared_by: str
    until: datetime
    signed_by: str
    renewals: int
    ended: datetime | None
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a service found afterwards; ``time`` None: it has not looked yet."""

    service: str
    result: str = ""
    note: str = ""
    time: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """A vehicle that was released without some services, and what they found since.

    ``looks``: one of each service that was missed; of the other side's nothing is known.
    """

    reference: str
    side: str
    point: str
    regime: str
    missed: tuple[str, ...]
    time: datetime
    by: str
    looks: tuple[Look, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """Services that have not looked yet."""
        return tuple(look.service for look in self.looks if look.time is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StickerView:
    """A sticker; ``case`` is empty while no vehicle carries it."""

    reference: str
    point: str
    pack: str
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackView:
    """A pack as it was printed."""

    pack: str
    point: str
    issued: datetime
    stickers: tuple[StickerView, ...]


def regime_at(*, side: str, point: str, now: datetime) -> RegimeView | None:
    """The regime in force at a post, if there is one."""
    rows = Regime.objects.filter(side=side, point=point, ended=None, until__gt=now)
    row = rows.order_by("-declared").first()
    return _regime(row) if row else None


def regimes(*, side: str, point: str, most: int = 20) -> list[RegimeView]:
    """Regimes of a post, the newest first."""
    rows = Regime.objects.filter(side=side, point=point).order_by("-declared", "-regime")[:most]
    return [_regime(row) for row in rows]


def released_since(*, side: str, point: str, since: datetime) -> int:
    """How many vehicles were released under any regime of a post after a moment."""
    return UnderRegime.objects.filter(side=side, point=point, time__gt=since).count()


def releases(*, side: str, most: int = 200) -> list[ReleaseView]:
    """Releases under regimes of a side, the newest first; the last of each vehicle."""
    rows = UnderRegime.objects.filter(side=side).order_by("-time", "uid")[:most]
    return _releases(list(rows))


def releases_of(reference: str) -> list[ReleaseView]:
    """Those of one case, on either side."""
    rows = UnderRegime.objects.filter(reference=reference).order_by("-time", "uid")
    return _releases(list(rows))


def _releases(rows: Sequence[UnderRegime]) -> list[ReleaseView]:
    newest: dict[tuple[str, str], UnderRegime] = {}
    for row in rows:
        newest.setdefault((row.reference, row.side), row)
    looks = {(look.reference, look.side, look.service): look for look in
             SecondLook.objects.filter(reference__in=[row.reference for row in newest.values()])}
    return [ReleaseView(
        reference=row.reference, side=row.side, point=row.point, regime=row.regime,
        missed=tuple(row.missed), time=row.time, by=row.by, looks=tuple(
            _look(looks.get((row.reference, row.side, service)), service=service, since=row.time)
            for service in row.missed)) for row in newest.values()]


def _look(row: SecondLook | None, *, service: str, since: datetime) -> Look:
    if row is None or row.time < since:  # of an earlier release
        return Look(service=service)
    return Look(service=service, result=row.result, note=row.note, time=row.time, by=row.by)


def to_look_again(*, side: str, service: str = "") -> list[ReleaseView]:
    """Releases that a service (any, where none is named) has yet to look at, the oldest first."""
    found = [each for each in releases(side=side, most=2000)
             if (service in each.open if service else each.open)]
    return found[::-1]


def sticker(reference: str) -> StickerView | None:
    """A sticker by its reference."""
    row = Sticker.objects.filter(reference=reference).first()
    return _sticker(row) if row else None


def known_stickers(references: Sequence[str]) -> frozenset[str]:
    """Those of these references that were printed."""
    rows = Sticker.objects.filter(reference__in=list(references))
    return frozenset(rows.values_list("reference", flat=True))


def pack_of(pack: str) -> PackView | None:
    """A pack with its stickers, in order."""
    row = Pack.objects.filter(pack=pack).first()
    if row is None:
        return None
    stickers = Sticker.objects.filter(pack=pack).order_by("reference")
    return PackView(pack=row.pack, point=row.point, issued=row.issued,
                    stickers=tuple(_sticker(each) for each in stickers))


def packs(*, side: str, most: int = 5) -> list[PackView]:
    """The newest packs, without their stickers."""
    rows = Pack.objects.filter(side=side).order_by("-issued", "pack")[:most]
    return [PackView(pack=row.pack, point=row.point, issued=row.issued, stickers=())
            for row in rows]


def _sticker(row: Sticker) -> StickerView:
    return StickerView(reference=row.reference, point=row.point, pack=row.pack, case=row.case)


def _regime(row: Regime) -> RegimeView:
    return RegimeView(
        regime=row.regime, side=row.side, point=row.point, cause=row.cause, reason=row.reason,
        missed=tuple(row.missed), cap_per_hour=row.cap_per_hour, declared=row.declared,
        declared_by=row.declared_by, until=row.until, signed_by=row.signed_by,
        renewals=row.renewals, ended=row.ended, uid=row.uid)
