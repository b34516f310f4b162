"""Returns: what the entry side has refused and the exit side has to take back, or to answer.

Words: *return* (a refused vehicle, or a refused part of it, that is to go back), *answer* (the exit
side takes it back, or objects and says why), *received* (it has come back).
Law: the entry side may refuse; who let it out has to answer for it. The agreement of the two sides
on returns was not found: the form is ours.
"""
