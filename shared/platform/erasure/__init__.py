"""Erasing the personal data of a case: each service's part, and the list that outlives the databases."""
