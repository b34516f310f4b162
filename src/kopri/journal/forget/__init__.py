"""What was kept long enough goes: the entry that says so, the bytes, the rows, the files."""
