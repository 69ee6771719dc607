"""Moments stated by a person, such as when a dissatisfaction was noticed."""

from datetime import timedelta

CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far ahead of the hotline's time a stated moment may lie; it then counts as now. Clocks of clients run fast."""
