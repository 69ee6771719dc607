"""Intake: reports as received, from three channels, and their amendments."""
