"""One verb phrase a file: what somebody sets out to do, from its check to its commit.

A journey owns the transaction, asks domains one after the other and hands values over; it never
calls another journey. ``timetable`` says which entry feeds which projection and starts which
journey: read top to bottom, it is the truck's day.
"""
