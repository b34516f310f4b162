"""The public board: a page in each language, and the same as open data."""
