"""Administration: directory, tokens, clock, dead letters and a case's events, for the whole installation."""
