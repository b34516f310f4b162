"""A state's own customs system: ways to it in two shapes, and a simulated one behind either."""
