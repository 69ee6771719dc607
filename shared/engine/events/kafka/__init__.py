"""The bus on Apache Kafka: CloudEvents in binary mode, the case id as key, one topic a publishing service.

`bus` writes, `ear` reads, `records` says how a record looks on the way, `backlog` asks the brokers what a consumer has
not handled yet, `watch` makes figures of that and has an ear that stands still made anew. Nothing here remembers.
"""

from shared.engine.events.kafka.bus import KafkaBus
from shared.engine.events.kafka.consumer_runner import GroupMember

__all__ = ["GroupMember", "KafkaBus"]
