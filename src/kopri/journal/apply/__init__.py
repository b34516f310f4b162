"""Openings become entries and rows: checked, judged, applied; again after an upgrade or a rebuild."""
