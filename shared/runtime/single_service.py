"""One service as a process of its own: what `python -m services.<name>` runs."""

from pydantic import ValidationError

from shared.engine.db.database import DatabaseAway
from shared.platform.settings import Settings, setting_errors
from shared.runtime.opening import open_process
from shared.runtime.process import ServiceModule
from shared.runtime.server import serve
from shared.support.errors import CannotStart
from shared.support.terminal import say_error

WRONG = 2


def main(module: ServiceModule) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit code, 2 for what cannot be served."""
    try:
        return serve(Settings(), lambda settings: open_process(settings, [module], single_process=False))
    except ValidationError as error:
        for line in setting_errors(error):
            say_error(line)
    except CannotStart as wrong:
        say_error(str(wrong))
    except DatabaseAway as away:
        say_error(away.in_one_line)
    return WRONG
