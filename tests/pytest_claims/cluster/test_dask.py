"""Workers of a Dask scheduler measure what an audit needs; the verdicts are as without them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

distributed = pytest.importorskip("distributed")

SLOW = "\nimport time\n_quick = score\ndef score(build, *, seeds, noise=1.0):\n"
SLOW += "    time.sleep(0.3)\n    return _quick(build, seeds=seeds, noise=noise)\n"
TIMES = ("seconds", "started", "took")
RESTS_ON = ("depends", "grounds", "digest")  # what this process has read


def without(document, names):
    """A ledger without what differs from run to run."""
    if isinstance(document, dict):
        return {k: without(v, names) for k, v in document.items() if k not in names}
    return [without(v, names) for v in document] if isinstance(document, list) else document


@pytest.fixture
def sound(project):
    project.toy += SLOW
    varied = "assert measure(score, High, gain=across(1.0, 2.0)) > measure(score, Low)"
    project.claim(varied, how="@control(High, Flat)")
    project.claim("assert measure(score, High, gain=0.3) > 1", name="b", how="@control(High, Flat)")
    root = project.write()
    (root / "pytest.ini").write_text((root / "pytest.ini").read_text() + "pythonpath = .\n")
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
    deadline = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.2)
    address = json.loads(file.read_text())["address"]

    def worker(name, **environment):
        flags = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--name", name)
        return start("dask_worker", address, *flags, **environment)

    yield address, worker
    for process in started:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(address, workers):
    with distributed.Client(address, timeout=60) as client:
        client.wait_for_workers(workers, timeout=60)


def test_lost_and_outdated_workers_cost_time_and_change_nothing(sound, scheduler, tmp_path):
    address, worker = scheduler
    root = sound.pytester.path
    sound.again("-n0")
    alone = json.loads((root / ".claims/audit.json").read_text())
    shutil.rmtree(root / ".claims")
    other = tmp_path / "another checkout"
    shutil.copytree(root, other)
    (other / "toy/__init__.py").write_text((other / "toy/__init__.py").read_text() + "\nNEW = 1\n")
    worker("steady")
    worker("outdated", PYTEST_CLAIMS_ROOT=str(other))
    lost = worker("lost")
    wait_for(address, 3)

    audit = subprocess.Popen(
        [sys.executable, "-m", "pytest", "claims", "--claims-dask", address],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(5)
    os.killpg(lost.pid, signal.SIGKILL)
    said, _ = audit.communicate(timeout=120)

    assert audit.returncode == 0, said
    assert "toy/__init__.py differ" in said
    together = json.loads((root / ".claims/audit.json").read_text())
    names = (*TIMES, *RESTS_ON)
    assert without(together, names) == without(alone, names)


def test_scheduler_that_does_not_answer_is_told_in_a_sentence(sound, monkeypatch):
    monkeypatch.setattr("pytest_claims.cluster.dask.PATIENCE", 1)

    result = sound.at("claims", "--claims-dask", "tcp://127.0.0.1:1")

    assert result.ret == 4
    assert "start a scheduler at tcp://127.0.0.1:1: none answers" in str(result.stderr)
