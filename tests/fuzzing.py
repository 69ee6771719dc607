"""A pytest plugin for `make fuzz`: the property tests with many examples and no deadline. Not loaded otherwise."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "fuzz", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
