"""Transport of events: from a service's outbox over the bus into the next service's inbox."""
