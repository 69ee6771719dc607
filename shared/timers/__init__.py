"""Timers: rows that say what a case owes next, and the loop that finds what is due."""
