"""Attendance: who was moved to another hour, who did not come, and whose fault that was.

An *absence* is a no-show. It counts against a vehicle only where the fault was the driver's own, and
only within a window of days; one that came after all was never absent.
Law: priority_rules.csv of the exit side (a limit of no-shows, a deposit), where it is in force.
"""
