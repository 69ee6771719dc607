"""Messages to people: rows in the sender's own schema, and their delivery."""
