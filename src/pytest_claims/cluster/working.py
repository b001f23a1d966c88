"""What a Dask worker runs: it keeps one measuring process and hands it its orders."""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import BinaryIO

from pytest_claims.cluster.order import Made, Run

ROOT = "PYTEST_CLAIMS_ROOT"
"""Where a worker finds the project, if not where the audit was started."""
SERVING = "pytest_claims.session.serving"
LENGTH = 8  # bytes that tell how long a message is


class Bench:
    """The measuring process of this worker, for one run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        root = os.environ.get(ROOT, run.root)
        command = [sys.executable, "-m", SERVING, root, *run.flags]
        orders, answers = os.pipe(), os.pipe()
        self.process = subprocess.Popen(command, stdin=orders[0], stdout=answers[1], cwd=root)
        for its_own in (orders[0], answers[1]):
            os.close(its_own)
        self._orders, self._answers = os.fdopen(orders[1], "wb"), os.fdopen(answers[0], "rb")
        atexit.register(self.process.kill)

    def make(self, order: bytes) -> Made:
        """Have it measured; EOFError or BrokenPipeError where the process died."""
        send(self._orders, order)
        answer = received(self._answers)
        if not answer:
            raise EOFError("the measuring process ended")
        made: Made = pickle.loads(answer)
        return made

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        self._answers.close()
        with suppress(BrokenPipeError):
            self._orders.close()


BENCHES: list[Bench] = []
"""At most one: a run begins its own, so that it is of the sources as they are then."""


def work(run: Run, order: bytes) -> Made:
    """Measure an order where this worker is; a measuring process that died is begun once anew."""
    try:
        return _bench(run).make(order)
    except (EOFError, BrokenPipeError):
        BENCHES.pop().close()
        return _bench(run).make(order)


def _bench(run: Run) -> Bench:
    if BENCHES and BENCHES[0].run != run:
        BENCHES.pop().close()
    if not BENCHES:
        BENCHES.append(Bench(run))
    return BENCHES[0]


def send(pipe: BinaryIO, message: bytes) -> None:
    """Write one message."""
    pipe.write(len(message).to_bytes(LENGTH) + message)
    pipe.flush()


def received(pipe: BinaryIO) -> bytes:
    """The next message; empty where there is none any more."""
    length = pipe.read(LENGTH)
    return pipe.read(int.from_bytes(length)) if len(length) == LENGTH else b""
