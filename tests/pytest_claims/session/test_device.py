"""Measuring on another device, which a project names; the toy's are made up."""

import pytest

DEVICES = """

from contextlib import contextmanager

import toy

@contextmanager
def pytest_claims_measuring(conditions, device):
    toy._devices.append(device)
    yield
    toy._devices.pop()

def pytest_claims_device(device):
    known = {"cuda": "cuda Toy 1", "cuda:0": "cuda Toy 1", "cuda:1": "cuda Toy 2"}
    if device not in known:
        raise ValueError("this machine has cpu, cuda, cuda:0, cuda:1.")
    return known[device]
"""
PLACE = """

_devices = []

def place(*, seeds):
    return np.full(len(seeds), float({"cpu": 0, "cuda": 1, "cuda:0": 1, "cuda:1": 2}[_devices[-1]]))
"""


@pytest.fixture
def placed(project):
    project.toy += PLACE
    project.claim("assert measure(toy.place) > 0.5")
    conftest = project.write() / "conftest.py"
    conftest.write_text(conftest.read_text() + DEVICES)
    return project


def row(project):
    return project.ledger()["a"]["cases"][0]


def device(project):
    text = (project.pytester.path / ".claims" / "audit.json").read_text()
    return __import__("json").loads(text)["run"]["environment"]["device"]


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_the_project_measures_on_the_device_that_is_asked_for(placed, workers):
    result = placed.again(workers, "--claims-device=cuda")

    assert row(placed)["verdict"] == "HOLDS"
    assert device(placed) == "cuda Toy 1"
    result.stdout.fnmatch_lines(["claims: 1 in 1 notes, seed 0, on cuda Toy 1, error at most *"])


def test_the_default_is_the_cpu_and_no_project_is_asked_what_that_is(placed):
    conftest = placed.pytester.path / "conftest.py"
    refusing = "def pytest_claims_device(device):\n    raise ValueError('asked')\n"
    conftest.write_text(conftest.read_text() + refusing)
    result = placed.inside("-n0")

    assert row(placed)["verdict"] == "REFUTED"
    assert device(placed) == "cpu"
    assert ", on " not in result.stdout.str()


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("cpu", "cuda", False),
        ("cuda", "cpu", False),
        ("cuda", "cuda:1", False),
        ("cuda", "cuda:0", True),
        ("cpu", "cpu", True),
    ],
)
def test_evidence_of_another_device_is_not_used(placed, first, second, kept):
    placed.inside("-n0", f"--claims-device={first}")
    assert row(placed)["cached"] is False
    placed.inside("-n0", f"--claims-device={second}")

    assert row(placed)["cached"] is kept


@pytest.mark.parametrize("flags", [("-n0",), ("-n1",), ("-n0", "--claims-plan")])
def test_a_device_that_is_not_there_is_refused_before_anything_is_measured(placed, flags):
    result = placed.inside(*flags, "--claims-device=tpu")

    assert result.ret == 4
    said = "ERROR: --claims-device tpu: this machine has cpu, cuda, cuda:0, cuda:1."
    assert result.stderr.str().count(said) == 1
    assert not (placed.pytester.path / ".claims").exists()


def test_a_project_that_names_no_devices_is_told_how_to(project):
    result = project.claim("assert measure(score, High) > 0").audit("-n0", "--claims-device=cuda")

    assert result.ret == 4
    result.stderr.fnmatch_lines(
        ["ERROR: leave out --claims-device cuda, or implement pytest_claims_device(device) in *"]
    )


def test_a_project_that_takes_no_device_measures_as_before(project):
    conftest = project.claim("assert measure(score, High) > 0").write() / "conftest.py"
    older = "\ndef pytest_claims_measuring(conditions):\n    return None\n"
    conftest.write_text(conftest.read_text() + older)
    project.inside("-n0")

    assert row(project)["verdict"] == "HOLDS"


def test_the_command_that_repeats_a_case_names_the_device(placed):
    placed.claim("assert measure(toy.place) > 1.5", name="b")
    conftest = placed.pytester.path / "conftest.py"
    kept = conftest.read_text()
    placed.write()
    conftest.write_text(kept)
    result = placed.inside("-n0", "--claims-device=cuda")

    assert "::test_b --claims-device cuda" in result.stdout.str()
