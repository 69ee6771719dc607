"""The Prometheus metrics of a process. Labels are closed sets: never an id, a name or a path with values.

Counters and histograms are updated where the event happens; gauges are read from the rows at each scrape
(`shared.runtime.scrape`), so that every process shows the same values.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, open files, seconds of processor time

_SHORT = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_LATE = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3600)

requests = Counter("hotline_http_requests", "Requests answered", ("method", "route", "status"), registry=REGISTRY)
request_seconds = Histogram(
    "hotline_http_request_seconds", "Time to answer", ("method", "route"), buckets=_SHORT, registry=REGISTRY
)
reports = Counter("hotline_reports_accepted", "Reports accepted", ("channel", "stage"), registry=REGISTRY)
timer_lateness = Histogram(
    "hotline_timer_lateness_seconds", "How late a timer fired", ("service",), buckets=_LATE, registry=REGISTRY
)
relayed = Counter("hotline_relay_events", "Events published to the bus", ("service",), registry=REGISTRY)
consumed = Counter("hotline_consumer_events", "Events by outcome", ("consumer", "outcome"), registry=REGISTRY)
delivered = Counter("hotline_messages_delivered", "Messages delivered", ("service",), registry=REGISTRY)
refused = Counter("hotline_commands_refused", "Commands refused", ("code",), registry=REGISTRY)
security_events = Counter("hotline_security_events", "Security events", ("kind",), registry=REGISTRY)
loop_lag = Gauge("hotline_loop_lag_seconds", "How long the event loop kept a ready task waiting", registry=REGISTRY)

COUNTED = 100_000
"""Rows are counted up to this number, which bounds the cost of a scrape."""
UP_TO = f"counted up to {COUNTED:,}"

outbox_events = Gauge("hotline_outbox_events", f"Events waiting for the bus, {UP_TO}", ("service",), registry=REGISTRY)
outbox_age = Gauge("hotline_outbox_age_seconds", "Age of the oldest waiting event", ("service",), registry=REGISTRY)
timers_pending = Gauge("hotline_timers_pending", f"Timers armed, {UP_TO}", ("service",), registry=REGISTRY)
timers_overdue = Gauge(
    "hotline_timers_overdue", f"Timers past their due time, {UP_TO}", ("service",), registry=REGISTRY
)
parked_events = Gauge("hotline_parked_events", "Events parked, by state", ("service", "state"), registry=REGISTRY)
undelivered = Gauge(
    "hotline_messages_undelivered", f"Messages not delivered yet, {UP_TO}", ("service",), registry=REGISTRY
)
consumer_lag = Gauge(
    "hotline_consumer_lag_seconds",
    "Age of the oldest event a consumer has not handled",
    ("consumer", "topic"),
    registry=REGISTRY,
)
consumer_lag_events = Gauge(
    "hotline_consumer_lag_events", "Events a consumer has not handled", ("consumer", "topic"), registry=REGISTRY
)
rebuilt = Counter("hotline_bus_rebuilds", "Clients of the bus rebuilt after a failure", ("client",), registry=REGISTRY)
ready = Gauge("hotline_ready", "1 while the process can do its job, as /readyz says", registry=REGISTRY)
free_bytes = Gauge("hotline_free_bytes", "Free space beside the files of the embedded databases", registry=REGISTRY)
wal_bytes = Gauge(
    "hotline_wal_bytes", "Size of an embedded database's write-ahead log", ("service",), registry=REGISTRY
)
failing = Gauge("hotline_failing", "1 while a component of the process fails", ("part",), registry=REGISTRY)
dead_letters = Counter("hotline_dead_letters", "Events given up on", ("consumer",), registry=REGISTRY)
unreconciled = Counter(
    "hotline_unreconciled",
    "Faults between services, or in the log of one, that a check found",
    ("fault",),
    registry=REGISTRY,
)
sent_again = Counter("hotline_events_sent_again", "Events that had not arrived, sent again", registry=REGISTRY)
clock_drift = Gauge(
    "hotline_clock_drift_seconds", "Difference between the wall clock and the boot clock", registry=REGISTRY
)
connections = Gauge("hotline_connections", "Connections of clients that are open", registry=REGISTRY)
connections_ended = Counter(
    "hotline_connections_ended", "Connections that this process ended", ("code",), registry=REGISTRY
)
descriptors_left = Gauge(
    "hotline_descriptors_left", "Descriptors (files, connections) the process may still open", registry=REGISTRY
)
retention_erased = Counter(
    "hotline_retention_erased", "Cases erased as the time for which they are kept is over", registry=REGISTRY
)
retention_due = Gauge(
    "hotline_retention_due",
    "Cases whose time is over and that could not be erased, at the last look of the process that erases",
    registry=REGISTRY,
)
clock_held = Gauge("hotline_clock_held", "1 while the clock is held: no timer fires", registry=REGISTRY)
