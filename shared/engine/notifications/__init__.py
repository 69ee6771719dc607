"""Messages to people: the value, the message box, and the delivery through channels."""
