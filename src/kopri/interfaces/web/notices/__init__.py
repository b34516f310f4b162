"""A notice on its own pages: its consignments, its versions and what differs between them, the form
for the next version, withdrawal; and of its case the driver, the trailer, the documents.

``sheet`` draws consignments; ``view``, ``amending`` and ``changing`` answer.
"""
