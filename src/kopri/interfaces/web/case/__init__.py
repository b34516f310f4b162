"""The page of one case: the bridge, whose turn, the reader's desk, what has happened, the proof.

Words: a *bank* is one side of the bridge, a *station* one step on it, a *desk* the forms of the
reader's own gate or service.
"""
