"""Fees: what carriers have paid in, what was charged, what is held for them.

Words: *posting* (lines that add up to nought, never changed, only reversed by another), *party* (who
pays: a carrier's pseudonymous id, or the reference of a case whose carrier is unknown here), *credit*
(what a party has paid in and not used), *deposit* (money held for a vehicle and given back), *receipt*
(money that came to the bank, by the bank's reference).
Law: Orders of the Minister of Finance of Kazakhstan 538 of 25 May 2023 and 513 of 19 September 2025
say what is due; the books are double entry, as accounting law asks everywhere.
"""
