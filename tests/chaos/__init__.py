"""Faults under load on the full stack: `python -m tests.chaos`, `make chaos`, and a short round among the tests.

Real PostgreSQL, three real brokers, two processes of each service, people who report, lead and call back, and whatever
can befall any of it. Afterwards everything is read from the databases and from the brokers, and judged.

The hotline's clock runs sixty times as fast: five minutes pass in five seconds, the whole ladder in twenty-five. What
is real keeps its length (`Clock.scaled`): the lease of the loops lasts three seconds, a caller's lease two minutes,
Kafka's session ten seconds. So beside the steps the faults are sixty times as long as they would be: a process held
for five seconds is as bad for a ladder as one held for five minutes. What the clock does not call real shrinks with it:
a parked event has spent its eight tries after two seconds, and events count as waiting after a sixth of one.
"""
