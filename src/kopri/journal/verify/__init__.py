"""Everything that lies here is hashed again."""
