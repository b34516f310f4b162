"""Announce a truck: one form, from a file or by hand; the case, the cargo, papers, the slot.

``sheet`` holds the consignments behind the form, ``fields`` says which field is which of theirs,
``texts`` reads what people type. ``work`` is the form as it lies on the desk, ``begun`` how it
begins, ``steps`` what its buttons do, ``papers`` its files, ``reading`` what is sent in the end.
``form``, ``vehicle`` and ``cargo`` draw it, ``drafts`` keep it, ``view`` answers.
"""
