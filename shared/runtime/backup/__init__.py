"""Back-ups of all databases at one moment, and restoring them. The key file is never part of a back-up."""
