"""The page on which a shift changes hands."""
