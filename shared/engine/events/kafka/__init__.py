"""The bus on Apache Kafka: CloudEvents in binary mode, the subject id as key, one topic for each publishing service.

`bus` produces, `consumer_runner` consumes, `records` converts between records and Kafka messages, `backlog` asks the
brokers what a consumer has not handled yet, `watchdog` exports that as metrics and restarts a consumer that makes no
progress. Nothing here keeps state.
"""

from shared.engine.events.kafka.bus import KafkaBus
from shared.engine.events.kafka.consumer_runner import GroupMember

__all__ = ["GroupMember", "KafkaBus"]
