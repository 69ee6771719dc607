"""Phrases that messages of several services share, in Chinese."""


def lateness(seconds: float) -> str:
    """The remark that this message itself comes late, in minutes; empty below one minute."""
    return f"（系统迟报{round(seconds / 60)}分钟）" if seconds >= 60 else ""
