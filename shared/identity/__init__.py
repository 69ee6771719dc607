"""Who is asking, and what he may do: actors, permissions, tokens, and the choice of the demo's sign-ins."""
