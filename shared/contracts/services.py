"""The one list of services: topics, migrations, deployment and tests read it."""

SERVICES = ("intake", "escalation", "callback")
"""The services that own state and publish events, in the order in which a report passes through them."""

TOPICS = {service: f"hotline.{service}.v1" for service in SERVICES}
"""One topic a service; the key of a record is the id of its subject."""
