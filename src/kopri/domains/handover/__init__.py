"""Handing over a shift: what is open at a post, signed by who leaves and by who comes.

Words: *given* (the shift head who leaves signs the list), *taken* (another shift head signs what
he saw), *item* (a hold, a seal, a sample, a regime, a vehicle to be looked at again). The list is made from
the record, not written by hand; a note may be added. Law: each state's own duty orders.
"""
