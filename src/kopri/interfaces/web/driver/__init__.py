"""The driver's card: one word, where, when, what is missing; by a link, without an account.

It is made of the shared status and of what was told and shown: two cases that differ only in risk
have the same card.
"""
