"""Stamps built by hand are the bytes that the canonical encoder writes."""

from hypothesis import given
from hypothesis import strategies as st

from kopri.engines import canonical
from kopri.journal.append.placing import stamped
from kopri.journal.models import Log
from kopri.journal.sealing import stamp_bytes

LABEL = st.text(min_size=1, max_size=8).filter(lambda text: "," not in text and text.isascii())
AUDIENCES = st.lists(st.sets(st.one_of(st.sampled_from(["*", "kz", "kz/tmb", "tm"]), LABEL),
                             max_size=3).map(sorted), max_size=12)


@given(audiences=AUDIENCES, origin=st.text(max_size=20), start=st.integers(0, 2**53 - 100))
def test_stamps_are_canonical(audiences: list[list[str]], origin: str, start: int) -> None:
    log, counts = Log(origin=origin, size=start, counts={"tm": start}), {"tm": start}
    expected = []
    for number, labels in enumerate(audiences):
        for label in labels:
            counts[label] = counts.get(label, 0) + 1
        count = {label: counts[label] for label in labels}
        expected.append(canonical.encode({"count": count, "index": start + number, "log": origin}))
        assert stamp_bytes(origin=origin, index=start + number, count=count) == expected[-1]
    assert list(stamped(log, [",".join(labels) for labels in audiences])) == expected
    assert (log.size, log.counts) == (start + len(audiences), counts)
