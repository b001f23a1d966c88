"""Workers of a Dask scheduler measure what a run needs; what comes out is as without them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from shift_experiment import Experiment
from timeless import timeless

distributed = pytest.importorskip("distributed")

PACED = """
import time
_quick = score
def score(build, *, seeds, noise=1.0):
    time.sleep(float(os.environ.get("PACE", "0.05")))
    return _quick(build, seeds=seeds, noise=noise)
"""
MOST = 60  # seconds until whatever is waited for is there


@pytest.fixture
def sound(project):
    project.toy += PACED
    varied = "assert measure(score, High, gain=across(1.0, 2.0)) > measure(score, Low)"
    project.claim(varied, name="c", how="@control(High, Flat)")
    project.claim("assert measure(score, High, gain=0.3) > 1", name="b", how="@control(High, Flat)")
    root = Experiment(project).root
    with (root / "pytest.ini").open("a") as file:
        file.write("pythonpath = .\nfilterwarnings = error\n")
    return project


@pytest.fixture
def scheduler(tmp_path):
    """Its address, and how to start a worker of it."""
    here = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    started = []

    def start(*command, **environment):
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
                env=here | environment,
                cwd=tmp_path,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        return started[-1]

    file = tmp_path / "scheduler.json"
    start("dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    wait_until(file.exists)
    time.sleep(0.2)
    address = json.loads(file.read_text())["address"]

    def worker(name, **environment):
        flags = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--name", name)
        return start("dask_worker", address, *flags, **environment)

    yield address, worker
    for process in started:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(so):
    deadline = time.monotonic() + MOST
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def wait_for(address, workers):
    with distributed.Client(address, timeout=MOST) as client:
        client.wait_for_workers(workers, timeout=MOST)


def left(root):
    """The ledger and the figure, which are taken away with all evidence."""
    figures = root / "experiments" / "figures"
    ledger = timeless(json.loads((root / ".claims/audit.json").read_text()))
    found = [ledger, *((figures / f"shift.{kind}").read_bytes() for kind in ("json", "svg"))]
    for folder in (root / ".claims", figures):
        shutil.rmtree(folder)
    return found


def test_lost_slow_and_outdated_workers_cost_time_and_change_nothing(sound, scheduler, tmp_path):
    address, worker = scheduler
    root, everything = sound.pytester.path, ["claims", "experiments"]
    everything += ["--claims-write-figures", "--claims-scale", "ci"]
    assert sound.again(*everything, "-n0").ret == 0
    alone = left(root)
    other = tmp_path / "another checkout"
    shutil.copytree(root, other)
    (other / "toy/__init__.py").write_text((other / "toy/__init__.py").read_text() + "\nNEW = 1\n")
    worker("slow", PACE="0.3")
    worker("outdated", PYTEST_CLAIMS_ROOT=str(other))
    lost = worker("lost")
    wait_for(address, 3)

    audit = subprocess.Popen(
        [sys.executable, "-m", "pytest", *everything, "--claims-dask", address],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: len(list((root / ".claims/evidence").glob("??/*.json"))) > 2)
    os.killpg(lost.pid, signal.SIGKILL)
    assert audit.poll() is None
    said, _ = audit.communicate(timeout=2 * MOST)

    assert audit.returncode == 0, said
    assert "toy/__init__.py differ" in said
    assert left(root) == alone


def test_scheduler_that_does_not_answer_is_told_in_a_sentence(sound, monkeypatch):
    monkeypatch.setattr("pytest_claims.cluster.dask.PATIENCE", 1)

    result = sound.at("claims", "--claims-dask", "tcp://127.0.0.1:1")

    assert result.ret == 4
    assert "start a scheduler at tcp://127.0.0.1:1: none answers" in str(result.stderr)
