"""Ladders, windows and the policies that set them, as values."""
