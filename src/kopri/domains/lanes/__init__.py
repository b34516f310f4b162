"""Lanes: which of a post's lanes are open.

A lane of a post is open until the shift head closes it, with a reason, and closed until one opens it.
It is the own side's business: what the neighbour must know is capacity, which is published apart. The
last lane is not closed here: that is a closure of the point, with an expected end.
Law: none that was read; the number of lanes is each side's ``crossings.csv``.
"""
