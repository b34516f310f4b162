"""The API: JSON in and out, for carriers' systems, devices at the gate, other programs."""
