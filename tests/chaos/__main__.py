"""`python -m tests.chaos`: rounds of faults, a line each, then the verdict. Ends with 1 if anything is wrong."""

import argparse
import asyncio
import sys
from random import SystemRandom

from tests.chaos.faults import rounds, short
from tests.chaos.trial import tried


def main() -> int:
    """See the module; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="how many; 0 is the short round of every day")
    parser.add_argument("--seed", type=int, default=None, help="decides which faults strike in which order")
    parser.add_argument("--keep", action="store_true", help="keep the folder, whatever the verdict")
    asked = parser.parse_args()
    seed = SystemRandom().randrange(100_000) if asked.seed is None else asked.seed
    planned = rounds(seed, asked.rounds) if asked.rounds else short(seed)
    verdict = asyncio.run(tried(planned, seed, lambda line: print(line, flush=True), keep=asked.keep))
    print("\n".join(["", *verdict.summary, "", *(verdict.wrong or ["nothing wrong"])]))
    if verdict.folder is not None:
        print(f"the data, and what everybody said, is in {verdict.folder}; the seed was {seed}")
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
