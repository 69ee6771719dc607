"""`python -m services.callback`: this service alone, on PostgreSQL and Kafka; any number may run."""

import sys

from services.callback import bootstrap
from shared.runtime.single_service import main

if __name__ == "__main__":
    sys.exit(main(bootstrap))
