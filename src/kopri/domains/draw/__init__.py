"""The draw: who gets which of a day's newly published slots, in an order that nobody can choose.

Words: *chain* (hashes that a side has fixed for a quarter by its *anchor*; a day's value is its *share*
of the coin), *tag* (a vehicle's pseudonym: HMAC of its VIN), *third* (an observer whose chain neither
side knows), *close* (the list is fixed, nothing is known yet), *reveal*, *settle* (the seed is known,
and so is everything), *cohort* (the day of the first draw that a vehicle lost without a slot since),
*ticket* (hash of seed and tag). The rules are those of docs/explanation/draw.md.
Law: none; the protocol is the two states' own.
"""
