"""The record of one node: what it writes, what it follows, what it can prove.

``append`` writes, places and publishes own entries; ``follow`` reads others' trees and openings and
``apply`` makes rows of them; ``witness`` cosigns and gathers cosignatures; ``prove`` convinces third
parties; ``recover`` is for the time after a start; ``forget``; ``verify`` hashes everything again.

Words: an *entry* is a fact or an act in canonical JSON; its *sealing* hides it behind a salt and
binds it to a place (the *stamp*); the *log entry* is the 33 bytes that the public sees; the
*opening* is what the audience gets. A *part* is what one audience may read of one event.
A *projection* makes rows of entries. The protocol is `docs/reference/journal.md`; it stands on
C2SP (signed-note and the tlog specifications), RFC 6962, RFC 8785 and RFC 9421.
"""
