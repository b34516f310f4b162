"""Benchmarks: each runs its peer in the same run and prints medians and the ratio."""
