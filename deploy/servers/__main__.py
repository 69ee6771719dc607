"""`python -m deploy.servers`: PostgreSQL and Apache Kafka on this machine until Ctrl-C, and the two variables to set.

The data stay in the folder (default: `servers` in the data folder), and so do the addresses as long as they are free.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from deploy.servers.chromium import chromium
from deploy.servers.failures import PartMissing, ServerFailed
from deploy.servers.jars import kafka_jars
from deploy.servers.java import java
from deploy.servers.kafka import Kafka
from deploy.servers.nginx import binary as nginx
from deploy.servers.packages import curl
from deploy.servers.postgres import Postgres, binaries
from deploy.servers.topics import ensure_topics

LOOKS_EVERY = 0.5  # seconds, whether both are still there


def main() -> None:
    """See the module."""
    asked = _asked()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        if asked.prepare:
            prepare()
        else:
            _serve(asked.folder, asked.brokers, asked.partitions)
    except KeyboardInterrupt:
        print("servers: stopped; the data stay where they are")
    except (PartMissing, ServerFailed) as error:
        sys.exit(f"servers: {error}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.servers", description=__doc__)
    data = Path(os.environ.get("HOTLINE_DATA_DIR", "data"))
    parser.add_argument("--folder", type=Path, default=data / "servers", help="where they keep their data")
    parser.add_argument("--brokers", type=int, choices=(1, 3), default=1, help="of three, one may be lost")
    parser.add_argument("--partitions", type=int, default=6, help="of each topic, when it is made")
    parser.add_argument("--prepare", action="store_true", help="only get what they are made of, ahead of tests")
    return parser.parse_args()


def prepare() -> None:
    """Get what is not on this machine yet: it may take longer than a test has. Raises one `PartMissing` for all."""
    missing = []
    for part in (binaries, java, kafka_jars, nginx, curl, chromium):
        try:
            part()
        except PartMissing as one:
            missing.append(str(one))
    if missing:
        raise PartMissing("\nservers: ".join(missing))


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _serve(folder: Path, brokers: int, partitions: int) -> None:
    """Run both; comes back only by an exception, with both stopped."""
    with ExitStack() as stack:
        postgres = stack.enter_context(Postgres(folder / "postgres"))
        kafka = stack.enter_context(Kafka(folder / f"kafka-{brokers}", brokers))
        asyncio.run(ensure_topics(kafka.bootstrap, partitions, min(3, brokers)))
        print(_told(postgres, kafka), flush=True)
        while postgres.running and all(kafka.running(number) for number in kafka.brokers):
            time.sleep(LOOKS_EVERY)
        gone = [kafka.log(number) for number in kafka.brokers if not kafka.running(number)]
        raise ServerFailed(f"a server has ended; {(gone or [postgres.log])[0]} may say why")


def _told(postgres: Postgres, kafka: Kafka) -> str:
    return f"""
PostgreSQL    127.0.0.1:{postgres.port:<24} what it says: {postgres.log}
Apache Kafka  {kafka.bootstrap:<34} what it says: {kafka.log(1)}

To run the hotline on them, in another terminal:

    export HOTLINE_DATABASE_URL={postgres.url}
    export HOTLINE_KAFKA_BOOTSTRAP={kafka.bootstrap}

Ctrl-C stops both; the data stay."""


if __name__ == "__main__":
    main()
