"""Going on while a system or a line is down: a declared regime, releases under it, the blackout pack.

Words: *regime* (which services may be missed at a post, how many vehicles an hour, until when),
*released under it* (marked, listed, re-examined by each service that was missed), *pack* (the list
of expected vehicles on paper), *sticker* (a reference drawn beforehand, for a vehicle that is not
on the list), *paper hours* (what was written by hand, entered afterwards with its own times).
Nothing fails open: without a regime, or beyond its cap, no vehicle is released. The rules are the
house's; which roles may be missed is each state's own data.
"""
