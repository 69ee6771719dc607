"""Reference data that all services read: directory, identity, data keys of cases, the anchor of the clock."""
