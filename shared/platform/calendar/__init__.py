"""Reads the official working days and their overrides."""
