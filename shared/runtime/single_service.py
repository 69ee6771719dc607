"""One service as a process of its own: what `python -m services.<name>` runs."""

from pydantic import ValidationError

from shared.platform.settings import Settings, explained
from shared.runtime.opening import open_process
from shared.runtime.process import ServiceModule
from shared.runtime.server import serve
from shared.support.errors import CannotStart
from shared.support.terminal import complain

WRONG = 2


def main(module: ServiceModule) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit code, 2 for settings that cannot be served."""
    try:
        return serve(Settings(), lambda settings: open_process(settings, [module], single_process=False))
    except ValidationError as error:
        for line in explained(error):
            complain(line)
    except CannotStart as wrong:
        complain(str(wrong))
    return WRONG
