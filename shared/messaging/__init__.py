"""Events on their way: log, outbox, relay, bus, inbox, parked events and dead letters."""
