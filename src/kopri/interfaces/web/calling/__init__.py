"""The calling screen at a waiting area, the shift head's page of calls, the forms for needs."""
