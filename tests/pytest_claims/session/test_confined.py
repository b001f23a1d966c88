"""A claim can neither end its process, nor come back twice, nor hang; looking touches nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pytest_claims.session.confined import Confinement, Stopped

TRUE = "assert measure(score, High) > measure(score, Low)"


def probe(project, body):
    project.toy += f"\nfrom os import _exit\n\ndef odd(*, seeds):\n{body}\n"
    project.claim("assert measure(toy.odd) > 0").claim(TRUE, name="b").write()


def verdicts(project):
    return {name: row["verdict"] for name, row in project.ledger().items()}


def reason(project):
    return project.ledger()["a"]["cases"][0]["reason"]


@pytest.mark.parametrize(
    ("workers", "call"), [("-n0", "os._exit(0)"), ("-n0", "_exit(0)"), ("-n2", "os._exit(0)")]
)
def test_a_probe_that_leaves_the_process_is_an_error_and_the_rest_is_decided(
    project, call, workers
):
    probe(project, f"    {call}")

    assert project.again(workers).ret == 1
    assert verdicts(project) == {"a": "ERROR", "b": "HOLDS"}
    assert reason(project).startswith("the claim called os._exit(0)")


def test_a_probe_that_leaves_in_spite_of_it_is_no_measurement(project):
    probe(
        project,
        "    try:\n        os._exit(0)\n    except BaseException:\n        pass\n"
        "    return np.ones(len(seeds))",
    )

    assert project.inside().ret == 1
    assert verdicts(project) == {"a": "ERROR", "b": "HOLDS"}


def test_a_thread_that_leaves_the_process_is_not_status_0(project):
    probe(
        project,
        "    import threading\n    t = threading.Thread(target=os._exit, args=(0,))\n"
        "    t.start()\n    t.join()",
    )
    result = project.again("-n0")

    assert result.ret == 3
    result.stderr.fnmatch_lines(["*a thread of the claim called os._exit(0)*"])


FORKED = "    os.fork()\n    return np.ones(len(seeds))"


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_a_child_of_a_probe_that_comes_back_is_ended(project, workers):
    probe(project, FORKED)
    result = project.again(workers)

    assert result.ret == 0
    assert verdicts(project) == {"a": "HOLDS", "b": "HOLDS"}
    assert result.stdout.str().count("= claims =") == 1


def test_a_child_of_a_probe_may_leave_as_it_likes(project):
    probe(
        project,
        "    if not (child := os.fork()):\n        os._exit(7)\n"
        "    _, status = os.waitpid(child, 0)\n"
        "    return np.full(len(seeds), os.waitstatus_to_exitcode(status))",
    )
    project.inside()

    assert verdicts(project)["a"] == "HOLDS"


LIMIT = ["-o", "claims_timeout=1"]
SLEEPS = "    import time\n    time.sleep(60)"
BROAD = "    import time\n    try:\n        time.sleep(60)\n    except Exception:\n        pass"


@pytest.mark.parametrize("workers", [[], ["-n2"]])
def test_a_claim_that_hangs_is_an_error_that_names_the_limit(project, workers):
    probe(project, BROAD + "\n    return np.ones(len(seeds))")
    run = project.again if workers else project.inside

    assert run(*workers, "-o", "claims_timeout=4").ret == 1  # b has time on a busy machine
    assert verdicts(project) == {"a": "ERROR", "b": "HOLDS"}
    assert reason(project).startswith("not decided within claims_timeout = 4 seconds")


DEAF = "    import time\n    while True:\n        try:\n            time.sleep(60)\n"
DEAF += "        except BaseException:\n            pass"


@pytest.mark.parametrize(("workers", "status"), [("-n0", 3), ("-n2", 1)])
def test_a_claim_that_hears_nothing_is_killed(project, workers, status):
    probe(project, DEAF)
    (project.pytester.path / "sitecustomize.py").write_text(
        "import pytest_claims.session.confined as c\nc.Confinement.__init__.__kwdefaults__['grace']"
        " = 0.5\n"
    )
    result = project.again(workers, *LIMIT, "--max-worker-restart=2")

    assert result.ret == status
    if workers == "-n2":
        assert verdicts(project) == {"a": "ERROR", "b": "HOLDS"}
        assert "not decided within claims_timeout = 1 seconds" in reason(project)
    else:
        result.stderr.fnmatch_lines(["*::test_a: not decided within claims_timeout = 1 seconds*"])


def test_no_limit_is_set_by_0(project):
    probe(project, "    return np.ones(len(seeds))")

    assert project.inside("-o", "claims_timeout=0").ret == 0


def test_a_limit_that_is_no_number_is_refused(project):
    probe(project, "    return np.ones(len(seeds))")
    result = project.inside("-o", "claims_timeout=soon")

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*claims_timeout = 'soon'*write a number of seconds, 0 for*"])


def test_another_alarm_is_due_when_it_was(monkeypatch):
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(time.monotonic()))
    confinement = Confinement(30.0)
    began = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 60.0)
    with confinement.claim("a"):
        time.sleep(0.1)
    left = signal.setitimer(signal.ITIMER_REAL, 0)[0]
    signal.signal(signal.SIGALRM, before)
    confinement.release()

    assert rung == []
    assert left == pytest.approx(60.0 - (time.monotonic() - began), abs=0.5)


def test_an_exit_within_a_claim_raises_and_one_outside_is_given_back():
    before = os._exit
    confinement = Confinement(0)
    with pytest.raises(Stopped, match=r"os\._exit\(5\)"), confinement.claim("a"):
        os._exit(5)
    confinement.release()

    assert os._exit is before


def test_the_next_claim_is_run_where_the_audit_was_started(project):
    probe(
        project,
        "    import tempfile\n    with tempfile.TemporaryDirectory() as folder:\n"
        "        os.chdir(folder)\n    return np.ones(len(seeds))",
    )

    assert project.inside().ret == 1
    assert verdicts(project) == {"a": "ERROR", "b": "HOLDS"}
    assert reason(project).startswith("left the working directory changed from")
    assert Path.cwd() == project.pytester.path


def alive(root):
    """Processes that are still at work in this project."""
    found = []
    for folder in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{folder}/cwd") == str(root) and int(folder) != os.getpid():
                found.append(int(folder))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="reads the processes of Linux")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_soon_after_their_controller(project, number):
    probe(
        project, "    import pathlib, time\n    pathlib.Path('began').touch()\n    time.sleep(90)"
    )
    root = project.pytester.path
    command = [sys.executable, "-m", "pytest", "claims", "-n2"]
    run = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: (root / "began").exists(), 90)
    run.send_signal(number)
    run.wait()

    wait_until(lambda: not alive(root), 30)


def wait_until(happened, seconds):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


LOOKS = ["--collect-only", "--co", "--setup-plan", "--setup-only", "--fixtures"]
LOOKS += ["--fixtures-per-test", "--markers", "--help"]


@pytest.mark.parametrize("look", LOOKS)
def test_looking_touches_nothing_and_has_the_status_of_pytest(project, look):
    project.claim(TRUE).write()
    result = project.inside(look, "--claims-write-verdicts", "--claims-report=out")

    assert result.ret == 0
    for name in (".claims", "VERDICTS.md", "out"):
        assert not (project.pytester.path / name).exists()


def test_looking_on_workers_touches_nothing(project):
    project.claim(TRUE).write()

    assert project.again("--setup-plan", "-n2").ret == 0
    assert not (project.pytester.path / ".claims").exists()
