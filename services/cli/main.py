"""The one entry of the command line: reads the arguments and the settings, runs a command, turns failures into codes.

0 done, 1 refused, 2 wrong settings or arguments, 3 the data folder is in use, 130 interrupted, 141 the program that
reads the output has ended.
"""

import argparse
from collections.abc import Callable, Sequence

from pydantic import ValidationError

from services.cli import (
    backup,
    clock,
    dead_letters,
    directory,
    erase,
    export,
    keys,
    migrate,
    policies,
    retention,
    serve,
    settings_list,
    tokens,
    verify,
)
from services.cli.admin_client import Refused
from shared.platform.settings import Settings, setting_errors
from shared.runtime.ownership import FolderTaken
from shared.runtime.start_failures import in_one_line
from shared.support.errors import CannotStart, Refusal
from shared.support.terminal import NoReader, say_error

COMMANDS = (
    serve,
    migrate,
    directory,
    tokens,
    policies,
    dead_letters,
    export,
    erase,
    retention,
    backup,
    verify,
    clock,
    keys,
    settings_list,
)
REFUSED, WRONG, TAKEN, INTERRUPTED, UNREAD = 1, 2, 3, 130, 141

_DESCRIPTION = """\
The dissatisfaction hotline. Without a command: serve everything in one process.

Settings are HOTLINE_... environment variables; `settings` lists them all with their meaning.
A command that changes something goes through the running server when there is one on the same data folder."""
_EPILOG = """\
examples:
  python -m services                                        serve on http://127.0.0.1:8080 with data in ./data
  HOTLINE_CLOCK_SPEED=60 python -m services                 the same, policy minutes pass in seconds
  python -m services import-directory deploy/demo --check   check whether a directory could be imported
  python -m services token issue S0118 --expires-days 90    a token for a person of the directory"""


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        settings = Settings()
        settings_list.of_services()  # checked before anything is opened
    except ValidationError as error:
        for line in setting_errors(error):
            say_error(line)
        return WRONG
    return _run(asked.run, settings, asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m services",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=serve.run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser


def _run(run: Callable[[Settings, argparse.Namespace], int], settings: Settings, asked: argparse.Namespace) -> int:
    try:
        with in_one_line(settings.data_dir, settings.database_url):
            return run(settings, asked)
    except Refused as refused:
        return _say(refused.lines, REFUSED)
    except FolderTaken as taken:
        return _say([str(taken)], TAKEN)
    except KeyboardInterrupt:
        return INTERRUPTED
    except NoReader:
        return UNREAD
    except CannotStart as wrong:
        return _say([str(wrong)], WRONG)
    except Refusal as refusal:  # the demo's own directory
        return _say([*(f"{error.field}: {error.message}" for error in refusal.errors), refusal.message], WRONG)


def _say(lines: Sequence[str], code: int) -> int:
    for line in lines:
        say_error(line)
    return code
