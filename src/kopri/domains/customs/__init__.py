"""Customs: what a state's own customs system has of the goods of a case, and where transit ends.

Words: *declaration* (for export, transit or import, to one side's system), *presented*, *accepted*,
*under examination*, *released*, *discharged* (the goods have left, or the transit has ended),
*invalidated*; *guarantee*, *seals*, *route* and *office of exit* of a transit. A declaration is the
state's own: its number and state come from its own system, or from an officer who has them before
him. Each state's own office ends its own transit: the side that goods leave, on the neighbour's
signed arrival; the side that they enter, when its office of exit has reported. No duty is computed.
Law: revised Kyoto Convention, general annex, chapters 3 and 5, specific annex E (transit).
"""
