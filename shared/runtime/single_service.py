"""One service as a process of its own: what `python -m services.<name>` runs."""

from pydantic import ValidationError

from shared.platform.settings import Settings, setting_errors
from shared.runtime.opening import open_process
from shared.runtime.process import ServiceModule
from shared.runtime.server import serve
from shared.runtime.start_failures import in_one_line
from shared.support.errors import CannotStart
from shared.support.files import private_new_files
from shared.support.terminal import say_error

WRONG, INTERRUPTED = 2, 130


def main(module: ServiceModule) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit code.

    2 if it cannot start, with lines that say what to do; 130 for Ctrl-C before it was ready.
    """
    try:
        settings = Settings()
        with private_new_files(), in_one_line(settings.data_dir, settings.database_url):
            return serve(settings, lambda given: open_process(given, [module], single_process=False))
    except ValidationError as error:
        for line in setting_errors(error):
            say_error(line)
    except CannotStart as wrong:
        say_error(str(wrong))
    except KeyboardInterrupt:
        return INTERRUPTED
    return WRONG
