"""Messages to people: the value, the message box, the channels, and the delivery that sends messages through them."""
