"""What other nodes write: their trees, then their openings, from any source."""
