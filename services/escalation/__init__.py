"""Escalation: the on-site ladder of every report. Which leaders were told, when, and what they did."""
