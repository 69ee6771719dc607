"""Sealing, masking and finding personal data."""
