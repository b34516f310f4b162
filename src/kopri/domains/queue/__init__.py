"""The queue: capacity of both sides, slots, calls.

A *slot* is an hour of a crossing point, direction and vehicle class. What can be granted is the
smaller of what both sides have published; the exit side alone grants for its direction, against
its own capacity and the neighbour's last followed one. A *booking* is a granted slot bound to a
case. *No-show* and *lapse* are acts of the exit side.
Law: Order of the Minister of Finance of Kazakhstan 707 of 27 June 2023, as amended.
"""
