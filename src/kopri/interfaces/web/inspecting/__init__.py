"""Inspections on a tablet: who comes where and when, the record, what this service does next."""
