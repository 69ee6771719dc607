"""Reads the files of a large import in a process of its own.

Reading and checking 300,000 people takes many seconds of processor time; in this process, even in a thread, timers and
requests would wait for it. The child writes frames (a length of four bytes, then a pickle) to its standard output: what
it found, then the rows in slices, which stay pickled until they are stored. A small import is read in a thread.
"""

import asyncio
import os
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from shared.engine.loops import give_way
from shared.platform.directory.reading import read_files
from shared.platform.directory.rows import Slice, slices_of
from shared.platform.directory.sheets import DirectoryRefused
from shared.rules.directory import Directory, Unit
from shared.support.errors import Unavailable

ROOT = Path(__file__).resolve().parents[3]
SMALL = 200_000
"""Up to so many bytes are read in a thread: a process takes longer to start."""
MOST_FAULTS = 1000
"""So many faults of a large import are listed; the refusal says how many there are."""
LENGTH = 4
PIECE = 1 << 16
LEAST_HURRY = 10
"""The niceness of the child: who waits for a timer goes first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadDirectory:
    """A directory that was read and checked: how many people, and its rows in pickled slices."""

    people: int
    frames: Sequence[bytes]

    def slices(self) -> Iterator[Slice]:
        """The rows, units first; each slice is unpickled when it is asked for."""
        return (pickle.loads(frame) for frame in self.frames)  # noqa: S301 - of our own child

    def tree(self) -> Directory:
        """The units alone."""
        rows = (row for _, rows in takewhile(lambda part: part[0] == "units", self.slices()) for row in rows)
        return Directory(units=[Unit(**row) for row in rows])


async def read_apart(files: Mapping[str, bytes]) -> ReadDirectory:
    """Read and check the files without holding the event loop. Raises `DirectoryRefused`, `Unavailable`."""
    if sum(map(len, files.values())) <= SMALL:
        return await asyncio.to_thread(_read_here, files)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        await _send(child.stdin, await asyncio.to_thread(pickle.dumps, dict(files)))
        return await _collect(child.stdout)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise Unavailable("import_cut_off", "Reading the files was cut off; send them again.", retry_after=1) from error
    finally:
        with suppress(ProcessLookupError):
            child.kill()  # one that has ended already is only waited for
        await child.wait()


def _read_here(files: Mapping[str, bytes]) -> ReadDirectory:
    directory = read_files(files)
    return ReadDirectory(people=len(directory.people()), frames=[pickle.dumps(each) for each in slices_of(directory)])


async def _send(stream: asyncio.StreamWriter | None, body: bytes) -> None:
    assert stream is not None
    for begin in range(0, len(body), PIECE):
        stream.write(body[begin : begin + PIECE])
        await stream.drain()
    stream.close()


async def _collect(stream: asyncio.StreamReader | None) -> ReadDirectory:
    assert stream is not None
    people, count, faults, all_faults = pickle.loads(await _frame(stream))  # noqa: S301 - of our own child
    if faults:
        raise DirectoryRefused(faults, found=all_faults)
    frames = []
    for _ in range(count):
        frames.append(await _frame(stream))
        await give_way()  # what is buffered is read without waiting
    return ReadDirectory(people=people, frames=frames)


async def _frame(stream: asyncio.StreamReader) -> bytes:
    return await stream.readexactly(int.from_bytes(await stream.readexactly(LENGTH), "big"))


def _frames(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """What was found (people, frames to come, faults, all faults there are), then the rows."""
    try:
        read = _read_here(files)
    except DirectoryRefused as refused:
        yield pickle.dumps((0, 0, refused.faults[:MOST_FAULTS], len(refused.faults)))
    else:
        yield pickle.dumps((read.people, len(read.frames), (), 0))
        yield from read.frames


def main() -> None:
    """The child: files from standard input, frames to standard output."""
    os.nice(LEAST_HURRY)
    for frame in _frames(pickle.load(sys.stdin.buffer)):  # noqa: S301 - of our own parent
        sys.stdout.buffer.write(len(frame).to_bytes(LENGTH, "big") + frame)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
