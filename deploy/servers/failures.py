"""The two ways in which a server cannot be had."""


class PartMissing(Exception):
    """Something a server is made of is not on this machine and could not be got; says what to do about it."""


class ServerFailed(Exception):
    """A server did not start, or did not answer in time; says so with the end of its log."""
