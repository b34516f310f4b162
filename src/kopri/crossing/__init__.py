"""The case: one conveyance or person over one border, in one direction, once.

Two sides work on it, the exit side and the entry side; each records only its own acts, and the
status is folded from both. Words: *reference* (`K7Q2-9MXD-4T`), *conveyance*, *crew*, *part*,
*milestone* (a kind of entry that moves the status), *phase* (how far the case is).
Where a state and a physical fact disagree, the fact wins: `states` holds the rules in one table.
"""
