"""A forgery of one byte is found out, and nothing that is kept is touched."""

from kopri.journal.verify.rehearsing import one_byte_off


def test_one_byte_differs_and_no_more() -> None:
    entry = b'{"kind":"gate.exited/1","time":"2026-01-15T06:00:09Z","v":1}'
    forged = one_byte_off(entry)
    assert len(forged) == len(entry)
    assert [(a, b) for a, b in zip(entry, forged, strict=True) if a != b] == [(ord("9"), ord("0"))]
