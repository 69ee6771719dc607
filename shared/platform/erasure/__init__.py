"""Erasing the personal data of a case: what is on record of it, and each service's part."""
