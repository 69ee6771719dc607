"""Databases: adapters, portable column types, compiled statements."""
