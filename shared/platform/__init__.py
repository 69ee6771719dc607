"""The platform: reference data that all services read (directory, identity, case keys, the clock's anchor)."""
