"""Links for drivers: who holds one sees the card of one case, without an account.

A link is not kept: it is made of the case's reference and of how often its carrier has had it renewed,
and proven by a code that only this node can make. So what is stored opens nothing, and a renewal puts an
end to every link before it. It is no fact of the border: it has no projection and leaves the node in no
entry; the other node makes links of its own.
Words: *link*, *renewal* (the links given out so far end).
"""
