"""Pure computation: bytes and values in, bytes and values out.

No Django, no files, no network, no clock. No engine knows another; they share only the kernel.
"""
