"""Settings, wiring and the console script: the one place that names concrete classes."""
