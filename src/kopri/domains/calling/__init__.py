"""Calling forward: whose turn it is, what people who wait need, when the exit gate is held, times told.

Words: *turn* (safety, then the slot's hour, then arrival), *automatic* (the post's own node calls, as
long as its shift head lets it), *need* (water, heat, a doctor, animals), *held* (the entry side is
closed or silent, or the neutral strip is full), *told* (a range of time, kept so that it can be measured).
Law: KZ order 707 of 27 June 2023, as amended (calls from waiting areas); the rest is the house's.
"""
