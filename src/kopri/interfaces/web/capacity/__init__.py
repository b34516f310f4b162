"""The shift head's page: what both sides take, what results and why; publish, copy, close, open."""
