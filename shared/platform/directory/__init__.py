"""Units, staff and offices: their tables and their import."""
