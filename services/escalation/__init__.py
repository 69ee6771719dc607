"""Escalation: the on-site ladder of every report. Who was told, when, and what they did."""
