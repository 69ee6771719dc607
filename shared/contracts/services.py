"""The services, once: topics, migrations, deployment and tests read this list."""

SERVICES = ("intake", "escalation", "callback")
"""Those that own state and publish events, in the order in which a report passes through them."""

TOPICS = {service: f"hotline.{service}.v1" for service in SERVICES}
"""One topic a service; the key of every record is the id of the subject it is about."""
