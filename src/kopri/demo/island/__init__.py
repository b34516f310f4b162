"""The island: both posts work on while no line leads to either capital."""
