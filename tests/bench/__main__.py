"""`python -m tests.bench [--quick] [--only intake,timers]`: runs the sections, prints each, writes the report.

The report is written when nothing was left out (to `docs/benchmarks.md`, or where `--write` says).
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from deploy.servers.failures import PartMissing, ServerFailed
from tests.bench import rendering
from tests.bench.figures import Section
from tests.bench.stage import ROOT, Stage

SECTIONS = ("intake", "timers", "carrying", "end_to_end", "embedded", "pages", "cost")
"""Each is a module here, with a function `measure`."""
APART = ("backups",)
"""As `SECTIONS`, but only run when asked for by name, and not part of the report."""
LONG = ("cost",)
"""Left out of a quick run, unless it is asked for."""

REPORT = ROOT / "docs" / "benchmarks.md"


def main() -> None:
    """See the module."""
    asked = _asked()
    for name in [name for name in os.environ if name.startswith("HOTLINE_")]:
        del os.environ[name]  # what is measured has the defaults
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        _measure(asked.only, quick=asked.quick, report=asked.write or (None if asked.only or asked.quick else REPORT))
    except KeyboardInterrupt:
        sys.exit("bench: stopped")
    except (PartMissing, ServerFailed) as error:
        sys.exit(f"bench: {error}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help=f"two minutes in all, with less to go by, without {' and '.join(LONG)}"
    )
    parser.add_argument("--only", type=_names, default=(), help=f"some of {','.join((*SECTIONS, *APART))}")
    parser.add_argument("--write", type=Path, help="where to write the report")
    return parser.parse_args()


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name for name in text.split(",") if name)
    if unknown := set(names) - set(SECTIONS) - set(APART):
        raise argparse.ArgumentTypeError(f"there is no section {', '.join(sorted(unknown))}")
    return names


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _measure(only: tuple[str, ...], *, quick: bool, report: Path | None) -> None:
    python = os.environ.get("HOTLINE_PYTHON")
    command = (f"HOTLINE_PYTHON={python} " if python else "") + "make bench"
    command += (" QUICK=1" if quick else "") + (f" ONLY={','.join(only)}" if only else "")
    parts = [rendering.preamble(command)]
    print(parts[0], flush=True)
    with Stage(quick=quick, tell=_tell) as stage:
        for name in only or [name for name in SECTIONS if not (quick and name in LONG)]:
            measure: Callable[[Stage], Section] = import_module(f"tests.bench.{name}").measure
            parts.append(rendering.section(measure(stage)))
            print(parts[-1], flush=True)
    _tell("done")
    if report is not None:
        report.write_text("\n".join(parts), encoding="utf-8")
        _tell(f"written to {report}")


_BEGAN = time.monotonic()


def _tell(line: str) -> None:
    """What is going on, and since when, for whoever waits."""
    print(f"bench: {time.monotonic() - _BEGAN:5.0f} s  {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
