"""The version of the hotline, as `pyproject.toml` and the changelog name it."""

VERSION = "0.2.0.dev0"
