"""`python -m services`: serves everything in one process; with a command, does that instead (`services.cli`)."""

import sys

from services.cli.main import main
from shared.support.files import private_new_files

if __name__ == "__main__":
    with private_new_files():
        sys.exit(main(sys.argv[1:]))
