"""Köpri: two neighbouring states run their shared border together."""
