"""Pages of a declared regime, of second looks, of the blackout pack."""
