"""Documents: files that belong to a case, known by their hash.

The journal holds what a file is and its SHA-256; the bytes lie in a blob store, travel apart and
never block applying. Words: *type* (the code in the country's `documents.csv`), *number* (as
printed on the paper), *attach*, *withdraw*.
"""
