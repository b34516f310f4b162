"""Readiness on a page: what is missing, who needs it, until when, what to do.

Words: a *line* is one paper of one side, over all parts that it is asked for.
"""
