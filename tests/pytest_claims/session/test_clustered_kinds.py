"""Claims, mutants, experiments and regimes come out as without a cluster, and measure nothing."""

import json
import shutil
from argparse import Namespace

import matplotlib.figure  # noqa: F401  # once here, and not again in every project's run
import pytest
from shift_experiment import Experiment
from timeless import timeless

from pytest_claims.cluster.wire import packed
from pytest_claims.measuring.evidence import Store
from pytest_claims.measuring.implementations import Implementations
from pytest_claims.session import clustered
from pytest_claims.session.instruments import instrument_of
from pytest_claims.session.serving import answer

TOY = """
class Weak(High):
    shift = 0.6

class Broken(High):
    def __init__(self, inputs, outputs, *, seeds):
        raise ValueError("it is broken")
"""

HOOKS = """
def pytest_claims_ablations():
    return {"High": ["toy:Broken", "toy:Flat", "toy:Weak"]}

def pytest_claims_correct():
    return {"High": ["other.py:Same"]}

def pytest_claims_adapt(target, architecture):
    return type("Same as High", (target,), {})
"""

OTHER = "from toy import High\n\nclass Same(High):\n    shift = 5.2\n"


log = Namespace()  # of a kind that isolation does not look into


class Elsewhere:
    """A worker in this process, with evidence of its own."""

    def __init__(self, address, run, asked):
        config, settings, _ = log.setting
        self.asked, self.waiting = asked, []
        self.known = Implementations(config, settings)
        self.instrument = instrument_of(config, settings, self.known)
        self.instrument.store = Store(log.folder)

    def submit(self, order):
        self.waiting.append(packed(order, self.asked))

    def answers(self):
        while self.waiting:
            made = answer(self.instrument, self.waiting.pop(), self.known.standing)
            log.made += made.record is not None
            yield "elsewhere", made

    def close(self):
        self.instrument.close()


def noted(*setting):
    """The instrument; a worker has one of the same setting."""
    log.setting = setting
    return instrument_of(*setting)


@pytest.fixture
def both(project, monkeypatch, tmp_path):
    """What a run of this leaves behind without a cluster and with one, in this order."""
    monkeypatch.setattr(clustered, "Workers", Elsewhere)
    monkeypatch.setattr(clustered, "instrument_of", noted)
    log.folder, log.made = tmp_path / "elsewhere", 0
    project.toy += TOY
    project.claim("assert measure(score, High, gain=0.3) > 1", name="b", how="@control(High, Flat)")
    root = Experiment(project).root
    with (root / "conftest.py").open("a") as file:
        file.write(HOOKS)
    (root / "other.py").write_text(OTHER)

    def both(*arguments):
        alone = project.at(*arguments, "-n0")
        found = [left(alone, root)]
        shutil.rmtree(root / ".claims")
        together = project.at(*arguments, "--claims-dask", "elsewhere")
        assert f"measured by 1 worker of the cluster: {log.made}" in together.stdout.lines
        return [*found, left(together, root)]

    return both


def left(result, root):
    """Exit status, figures, pictures and ledger, and how much was measured."""
    found = {str(f.relative_to(root)): f.read_text() for f in (root / ".claims").glob("*s/*.*")}
    ledger = root / ".claims" / "audit.json"
    if ledger.exists():
        found["ledger"] = timeless(json.loads(ledger.read_text()))
    evidence = len(list((root / ".claims" / "evidence").glob("??/*.json")))
    return {"status": result.ret, "evidence": evidence, **found}


KINDS = {
    "mutants": ["claims", "--claims-mutants"],
    "experiments": ["experiments", "--claims-scale", "laptop"],
    "a regime": ["claims", "-k", "test_b", "--claims-over", "gain=0.0,0.3,0.4,2.0"],
    "claims and experiments": ["claims", "experiments"],
}
"""What is run, by what it is."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_cluster_measures_it_all_and_changes_nothing(both, kind):
    alone, together = both(*KINDS[kind])

    assert together == alone
    assert together["evidence"] == log.made > 2


def test_nobody_is_asked_where_pytest_only_looks(project, monkeypatch):
    monkeypatch.setattr(clustered, "Workers", None)
    project.claim("assert measure(score, High) > 1")
    Experiment(project)

    result = project.at("claims", "experiments", "--collect-only", "--claims-dask", "local")
    assert result.ret == 0
