"""Ladders, windows and the policies that define them, as values."""
