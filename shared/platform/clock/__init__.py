"""The hotline's clock, anchored to the host's boot clock or to the database's clock."""
