"""Databases: adapters, portable types, compiled statements, migrations. No rules."""
