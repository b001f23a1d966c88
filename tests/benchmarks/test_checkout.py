import signal
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import Checkout, spent, stop


def run(code, folder, seconds=60.0):
    return spent([sys.executable, "-c", code], folder, {}, seconds)


def test_a_command_is_told_by_its_status_and_what_it_printed(tmp_path):
    ran = run("import sys; print('said'); print('more', file=sys.stderr); sys.exit(3)", tmp_path)
    assert (ran.status, sorted(ran.output.split())) == (3, ["more", "said"])


HOME = str(Path(spent.__code__.co_filename).parent)
PEAK = """
import sys
sys.path.append({!r})
from checkout import spent
code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(2**20 * %d)'])"
for size in (0, 200):
    print(spent([sys.executable, "-c", code % size], ".", {{}}, 60).peak)
"""


def test_the_peak_is_that_of_the_largest_process_below(tmp_path):
    """In a process of its own, since no command is told to be smaller than who runs it."""
    small, large = run(PEAK.format(HOME), tmp_path).output.split()
    assert float(small) < 100
    assert 200 < float(large) < 300


def test_user_time_is_that_of_the_processes_below_as_well(tmp_path):
    busy = "import os\nwhile os.times().user < 0.5: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert run(code, tmp_path).user > 0.4


def test_a_command_is_stopped_at_its_limit(tmp_path):
    assert run("import time; time.sleep(600)", tmp_path, seconds=0.2).status is None


def test_with_a_command_all_that_it_started_is_stopped():
    code = (
        "import subprocess, sys; command = [sys.executable, '-c', 'import time; time.sleep(600)'];"
        "subprocess.Popen(command); print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code]
    ends = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, start_new_session=True, **ends) as process:
        process.stdout.readline()
        stop(process.pid)
        assert process.stdout.read() == b""  # only once nobody is left who could write to it
    assert process.returncode == -signal.SIGKILL


def test_a_checkout_imports_its_own_sources_and_edits_touch_nothing_else(checkout):
    (checkout.root / "src" / "pytest_claims" / "told.py").write_text("")
    checkout.append("src/pytest_claims/told.py", "HERE = 1\n")
    said = checkout.python("-c", "from pytest_claims import told; print(told.__file__, told.HERE)")
    assert said == f"{checkout.root}/src/pytest_claims/told.py 1\n"


def test_what_fails_in_a_checkout_ends_the_benchmark_with_what_it_said(checkout):
    with pytest.raises(SystemExit, match=r"(?s)failed:.*ZeroDivisionError"):
        checkout.python("-c", "1 / 0")


def test_a_commit_that_is_none_is_named(tmp_path):
    with pytest.raises(SystemExit, match="Name a commit: 'no-such' is none"):
        Checkout.of("no-such", tmp_path / "project")
