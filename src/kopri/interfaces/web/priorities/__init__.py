"""Who goes before others: the law and its counters for everybody, claims for carriers, decisions,
lists and calls for safety for officers."""
