"""What lies outside the node, behind the ports that the inner rooms state."""
