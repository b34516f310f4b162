"""Stress: more vehicles want to cross than one side takes, with and without two-sided slots."""
