"""Drafts: announcements that somebody has begun and not sent.

A draft is no fact of the border: it has no projection, leaves the node in no entry, and is read by
nobody but the person whose it is. Words: *draft* (the fields of a form as they were typed),
*amends* (the notice that it would put a next version of; none for a new one).
Law: none asks for drafts, so they are kept no longer than they are useful.
"""
