"""Examination: a service looks at the papers of an announced case before the vehicle comes.

Words: *accepted* (the papers are in order: accepted unless facts differ, only the physical check
remains), *not accepted* (with the reason and what would mend it), *question* (to whoever
announced the case) and *answer*, *withdrawn* (an acceptance taken back), *looked* (no more than
noted), *seen* (exactly which notices, documents and vehicle a service had before it), *stale*
(something of that has changed since; it stays so until the service looks again).
A back office signs at its side's centre; each service of each side signs for itself alone.
Law: WTO TFA article 7.1 (pre-arrival processing), EAEU Customs Code on preliminary information.
"""
