"""Accounts: people, roles, posts; who signs in and as whom they act.

An account is no fact of the border: it has no projection and leaves the node in no entry. The
journal sees its *person*, a pseudonymous id. Words: *role*, *post*, *service*, *token* (for
machines; only its hash is kept).
"""
