"""Announce a truck: one form, from a document or from a few fields; the case, the cargo, the slot.

``form`` draws it, ``reading`` turns what was sent into an announcement or into faults, ``view``
answers. A file that was read is kept over a refused submit.
"""
