"""The worker: what the node does by itself, round after round."""
