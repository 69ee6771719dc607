"""Real servers without containers: PostgreSQL and Apache Kafka on this machine's loopback, for tests and for a person.

`python -m deploy.servers` starts them; `Postgres` and `Kafka` do so for a program. Linux only. A server ends with the
process that started it, however that one ends, and comes back on the data it left. Not for production: there, the
addresses of servers that somebody looks after are set.
"""
