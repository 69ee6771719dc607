"""Messages to people: the box that holds them, and the delivery that takes them further."""
