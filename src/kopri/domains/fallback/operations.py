"""Declare, renew, end, release under, look again, print a pack, use a sticker: check, then append."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kopri.crossing.queries import views_of
from kopri.domains.fallback import permissions
from kopri.domains.fallback.queries import (
    HOUR,
    RegimeView,
    StickerView,
    known_stickers,
    regime_at,
    released_since,
    releases_of,
)
from kopri.domains.fallback.rules import (
    MOST_STICKERS,
    InForce,
    NoneYet,
    PackSize,
    SecondPerson,
    StickerFree,
    WaitsForSecondLook,
    broken_declaration,
    broken_release,
    broken_result,
)
from kopri.domains.fallback.types import (
    PackIssued,
    Reexamined,
    RegimeDeclared,
    RegimeEnded,
    RegimeRenewed,
    ReleasedUnder,
    Standing,
    StickerUsed,
)
from kopri.journal.append.writing import Writing
from kopri.journal.queries import ref_of
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.ids import new_id, new_reference
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What the country's data allows at a crossing: roles that may be missed, how many, how long."""

    roles: Collection[str]
    cap_per_hour: int
    lasts_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a shift head declares for a point."""

    point: str
    services: Sequence[str]
    cause: str
    reason: str


def lock(*, side: str, point: str) -> str:
    """The key under which regimes of a post, and releases under them, are decided."""
    return f"fallback:{side}:{point}"


def declare(
    tx: Writing, *, declaration: Declaration, allowance: Allowance, roles: Mapping[str, str]
) -> str:
    """Declare a regime; its id. ``roles``: of each service of this side."""
    require(permissions.may_head(tx.actor))
    refuse_if(broken_declaration(
        services=declaration.services, roles=roles, allowed=allowance.roles,
        cause=declaration.cause, reason=declaration.reason), ground=Ground.INVALID)
    side, point = tx.journal.side, declaration.point
    refuse_if([NoneYet.fault()] if regime_at(side=side, point=point, now=tx.now) else [])
    regime = new_id(random=tx.random)
    tx.append(Draft(subject=point, payload=RegimeDeclared(
        side=side, point=point, regime=regime, missed=list(dict.fromkeys(declaration.services)),
        cap_per_hour=allowance.cap_per_hour, cause=declaration.cause, reason=declaration.reason,
        until=to_text(tx.now + timedelta(minutes=allowance.lasts_min)))))
    return regime


def renew(tx: Writing, *, point: str, lasts_min: int) -> Recorded:
    """Let it go on from now, signed by another person than who signed last."""
    require(permissions.may_head(tx.actor))
    known = in_force(tx, point=point)
    refuse_if([SecondPerson.fault()] if known.signed_by == tx.actor.person else [])
    return tx.append(Draft(
        subject=point, basis=[ref_of(known.uid, subject=point)], payload=RegimeRenewed(
            side=tx.journal.side, point=point, regime=known.regime,
            until=to_text(tx.now + timedelta(minutes=lasts_min)))))


def end(tx: Writing, *, point: str) -> Recorded:
    """From now on every service is waited for again."""
    require(permissions.may_head(tx.actor))
    known = in_force(tx, point=point)
    return tx.append(Draft(
        subject=point, basis=[ref_of(known.uid, subject=point)], payload=RegimeEnded(
            side=tx.journal.side, point=point, regime=known.regime)))


def in_force(tx: Writing, *, point: str) -> RegimeView:
    """The regime that is in force at a point, or a Refusal."""
    known = regime_at(side=tx.journal.side, point=point, now=tx.now)
    refuse_if([] if known else [InForce.fault()])
    assert known is not None
    return known


def released_last_hour(tx: Writing, *, point: str) -> int:
    """How many were released under regimes here in the last sixty minutes."""
    return released_since(side=tx.journal.side, point=point, since=tx.now - HOUR)


def release(
    tx: Writing, *, reference: str, regime: RegimeView, standing: Standing
) -> Recorded:
    """Record that the vehicle goes without the services that are missed."""
    require(permissions.may_head(tx.actor))
    refuse_if(broken_release(standing))
    return tx.append(Draft(
        subject=reference, basis=[ref_of(regime.uid, subject=regime.point)], payload=ReleasedUnder(
            side=tx.journal.side, point=regime.point, regime=regime.regime,
            missed=list(standing.missed))))


def reexamine(tx: Writing, *, reference: str, result: str, note: str) -> Recorded:
    """A service that was missed says what it found."""
    side, service = tx.journal.side, tx.actor.service
    own = [each for each in releases_of(reference) if each.side == side]
    require(permissions.may_reexamine(
        tx.actor, missed=[each for release in own for each in release.missed]))
    refuse_if(broken_result(result=result, note=note), ground=Ground.INVALID)
    waits = any(service in each.open for each in own)
    refuse_if([] if waits else [WaitsForSecondLook.fault()])
    return tx.append(Draft(subject=reference, payload=Reexamined(
        side=side, service=service, result=result, note=note)))


def issue_pack(tx: Writing, *, point: str, number: int) -> str:
    """Draw references for so many stickers; the pack's id."""
    require(permissions.may_head(tx.actor))
    refuse_if([] if 0 <= number <= MOST_STICKERS else [
        PackSize.fault(path="/stickers", most=MOST_STICKERS)], ground=Ground.INVALID)
    drawn: dict[str, None] = {}
    while len(drawn) < number:
        fresh = [new_reference(letter=tx.journal.letter, random=tx.random)
                 for _ in range(number - len(drawn))]
        known = known_stickers(fresh) | {case.reference for case in views_of(fresh)}
        drawn |= dict.fromkeys(each for each in fresh if each not in known)
    pack = new_id(random=tx.random)
    tx.append(Draft(subject=point, payload=PackIssued(
        side=tx.journal.side, point=point, pack=pack, stickers=list(drawn))))
    return pack


def use_sticker(tx: Writing, *, sticker: StickerView, reference: str) -> Recorded | None:
    """Note whose vehicle carries it; None where that is known."""
    require(permissions.may_enter_paper(tx.actor))
    if sticker.case == reference:
        return None
    refuse_if([StickerFree.fault(path="/sticker", reference=sticker.case)] if sticker.case else [])
    return tx.append(Draft(subject=reference, source="paper", payload=StickerUsed(
        side=tx.journal.side, sticker=sticker.reference)))
