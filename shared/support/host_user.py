"""The account of the operating system that runs a command: for records of what was done at a terminal."""

import os
import pwd


def host_user() -> str:
    """The login name of this process's account (`uid 1000` if it has none), and who logged in, if that is another."""
    account = _account()
    try:
        login = os.getlogin()
    except OSError:  # no terminal: a job of the host, a container
        return account
    return account if login == account else f"{account}, logged in as {login}"


def _account() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"
