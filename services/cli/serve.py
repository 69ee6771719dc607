"""`serve`: all services in one process. The services are imported only when they are served."""

import argparse
from typing import Any

from shared.platform.settings import Settings
from shared.runtime.ownership import taken


def add(commands: Any) -> None:  # noqa: ANN401 - argparse names no public type for it
    """Add the command."""
    parser = commands.add_parser("serve", help="serve everything in one process (also without a command)")
    parser.set_defaults(run=run)


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Serve until asked to stop."""
    owner = taken(settings.data_dir)
    if owner is not None:
        raise owner
    from services.all_in_one import open_all
    from services.cli import banner
    from shared.runtime.server import serve

    return serve(settings, open_all, lambda process, address: banner.show(process.context, address))
