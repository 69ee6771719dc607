"""Who tried what, and what came of it: rows in the commit of the attempt."""
