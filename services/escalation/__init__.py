"""Escalation: the on-site ladder of every report. Which leaders were notified, when, and what they did."""
