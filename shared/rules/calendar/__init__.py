"""Working time."""
