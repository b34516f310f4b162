"""The record of one node: append, sequence, publish, follow, cosign, prove.

Words: an *entry* is a fact or an act in canonical JSON; its *sealing* hides it behind a salt and
binds it to a place (the *stamp*); the *log entry* is the 33 bytes that the public sees; the
*opening* is what the audience gets. A *part* is what one audience may read of one event.
A *projection* makes rows of entries. The protocol is `docs/reference/journal.md`; it stands on
C2SP (signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature), RFC 6962 and RFC 8785.
"""
