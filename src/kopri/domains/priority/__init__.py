"""Priority: who goes before others by law, and who is called because something is in danger.

A *claim* asks for a slot out of turn under a class that ``priority_rules.csv`` names; a *jump* is a
slot that was granted so. A *ceiling* is how many of a day's slots may be jumps of its group: a share
of the day's two-sided supply, rounded down. A *safety call* lies outside ceilings: a person or an
animal in danger, leaking cargo; a second person signs it afterwards.
Law: Order of the Minister of Finance of Kazakhstan 707 of 27 June 2023, as amended.
"""
