"""Plate cameras: what they report, and plates that nobody knows.

A camera is a device with an account of its own. Of a plate that belongs to a case the gate's journal
has the arrival; of others this node keeps the sighting for a day, so that an officer looks, and no
longer: it is no fact about a case, has no projection and leaves the node in no entry.
Law: none that was read; the form of the messages is the operator interface of the Kazakh e-queue.
"""
