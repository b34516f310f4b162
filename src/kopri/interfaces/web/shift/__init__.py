"""The shift head's page: the last twelve hours of a post in one look, and the ways to what can be done."""
