"""fallback.* -> regimes, releases under them, second looks, stickers."""

from collections.abc import Sequence

from kopri.domains.fallback.models import Pack, Regime, SecondLook, Sticker, UnderRegime
from kopri.journal.rows import keep_row, put_row
from kopri.journal.types import Entry
from kopri.kernel.clock import from_text


def declared(entries: Sequence[Entry]) -> None:
    """fallback.declared."""
    for entry in entries:
        by = entry.actor.get("person", "")
        keep_row(Regime, key={"regime": entry.payload["regime"]}, values={
            **entry.only("side", "point", "cause", "reason", "missed", "cap_per_hour"),
            "declared": entry.time, "declared_by": by, "signed_by": by, "uid": entry.uid,
            "until": from_text(entry.payload["until"])})


def renewed(entries: Sequence[Entry]) -> None:
    """fallback.renewed: by whom is what the next one is measured against."""
    for entry in entries:
        for row in Regime.objects.filter(regime=entry.payload["regime"]):
            row.until = from_text(entry.payload["until"])
            row.signed_by = entry.actor.get("person", "")
            row.renewals += 1
            row.save()


def ended(entries: Sequence[Entry]) -> None:
    """fallback.ended."""
    for entry in entries:
        Regime.objects.filter(regime=entry.payload["regime"], ended=None).update(ended=entry.time)


def released(entries: Sequence[Entry]) -> None:
    """fallback.released: of either side."""
    for entry in entries:
        keep_row(UnderRegime, key={"uid": entry.uid}, values={
            "reference": entry.subject, "time": entry.time, "by": entry.actor.get("person", ""),
            "missed": entry.payload.get("missed", []), "regime": entry.payload.get("regime", ""),
            **entry.only("side", "point")})


def reexamined(entries: Sequence[Entry]) -> None:
    """fallback.reexamined."""
    for entry in entries:
        put_row(SecondLook, key={"reference": entry.subject, **entry.only("side", "service")}, values={
            "time": entry.time, "by": entry.actor.get("person", ""),
            "result": entry.payload.get("result", ""), "note": entry.payload.get("note", "")})


def issued(entries: Sequence[Entry]) -> None:
    """fallback.pack_issued."""
    for entry in entries:
        here = entry.only("side", "point")
        keep_row(Pack, key={"pack": entry.payload["pack"]}, values={
            **here, "issued": entry.time, "by": entry.actor.get("person", "")})
        for sticker in entry.payload.get("stickers", []):
            keep_row(Sticker, key={"reference": sticker}, values={
                **here, "pack": entry.payload["pack"], "issued": entry.time})


def used(entries: Sequence[Entry]) -> None:
    """fallback.sticker_used."""
    for entry in entries:
        Sticker.objects.filter(reference=entry.payload["sticker"], case="").update(
            case=entry.subject)
