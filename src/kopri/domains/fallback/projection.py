"""fallback.* -> regimes, releases under them, second looks, stickers."""

from collections.abc import Sequence

from kopri.domains.fallback.models import Pack, Regime, SecondLook, Sticker, UnderRegime
from kopri.journal.types import Entry
from kopri.kernel.clock import from_text


def declared(entries: Sequence[Entry]) -> None:
    """fallback.declared."""
    for entry in entries:
        by = entry.actor.get("person", "")
        Regime.objects.get_or_create(regime=entry.payload["regime"], defaults={
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
        UnderRegime.objects.get_or_create(uid=entry.uid, defaults={
            "reference": entry.subject, "time": entry.time, "by": entry.actor.get("person", ""),
            "missed": entry.payload.get("missed", []), "regime": entry.payload.get("regime", ""),
            **entry.only("side", "point")})


def reexamined(entries: Sequence[Entry]) -> None:
    """fallback.reexamined."""
    for entry in entries:
        SecondLook.objects.update_or_create(
            reference=entry.subject, **entry.only("side", "service"), defaults={
                "time": entry.time, "by": entry.actor.get("person", ""),
                "result": entry.payload.get("result", ""), "note": entry.payload.get("note", "")})


def issued(entries: Sequence[Entry]) -> None:
    """fallback.pack_issued."""
    for entry in entries:
        here = entry.only("side", "point")
        Pack.objects.get_or_create(pack=entry.payload["pack"], defaults={
            **here, "issued": entry.time, "by": entry.actor.get("person", "")})
        for sticker in entry.payload.get("stickers", []):
            Sticker.objects.get_or_create(reference=sticker, defaults={
                **here, "pack": entry.payload["pack"], "issued": entry.time})


def used(entries: Sequence[Entry]) -> None:
    """fallback.sticker_used."""
    for entry in entries:
        Sticker.objects.filter(reference=entry.payload["sticker"], case="").update(
            case=entry.subject)
