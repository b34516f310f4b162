"""What this node writes: from a draft to a signed checkpoint."""
