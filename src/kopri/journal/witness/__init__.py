"""Cosignatures: given to other logs, and gathered under the own one."""
