"""The bus on Apache Kafka: CloudEvents in binary mode, the case id as key, one topic a publishing service.

`bus` writes, `ear` reads, `records` says how a record looks on the way, `backlog` asks the brokers what a consumer has
not handled yet, `watch` makes figures of that and has an ear that stands still made anew. Nothing here remembers.
"""

from shared.messaging.kafka.bus import KafkaBus
from shared.messaging.kafka.ear import Listener

__all__ = ["KafkaBus", "Listener"]
