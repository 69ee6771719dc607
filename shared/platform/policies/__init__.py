"""Reads policies and causes from TOML files."""
