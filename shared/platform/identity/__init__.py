"""Who a person is and what they may do: tokens, actors, permissions."""
