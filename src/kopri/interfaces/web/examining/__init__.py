"""Papers examined before departure, as parts of pages: what was said and changed, and the forms."""
