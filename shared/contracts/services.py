"""The one list of services: databases, topics, processes, deployment and tests read it."""

SERVICES = ("intake", "escalation", "callback")
"""The services that own state and publish events, in the order in which a report passes through them."""

TOPICS = {service: f"hotline.{service}.v1" for service in SERVICES}
"""One topic a service; the key of a record is the id of its subject."""

PLATFORM = "platform"
DATABASES = (PLATFORM, *SERVICES)
"""Files `<name>.db`, or schemas of one PostgreSQL database; each has migrations of its own."""

ADMIN = "admin"
PROCESSES = (*SERVICES, ADMIN)
"""What runs as a process of its own, `python -m services.<name>`. Administration has no database but the platform's."""
