"""`python -m services`: serves everything in one process; with a command, does that instead (`services.cli`)."""

import sys

from services.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
