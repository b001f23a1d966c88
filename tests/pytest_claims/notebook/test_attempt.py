"""A claim that is tried in a notebook comes out as an audit would decide it, and leaves nothing."""

import re
import subprocess
import sys

import numpy as np
import pytest
from toy_bench import instrument

from pytest_claims import across, attempt, control, every, exact, share
from pytest_claims.deciding.trial import Case
from pytest_claims.deciding.trial import attempt as decide
from pytest_claims.faults import ClaimError
from pytest_claims.recording.rows import decided_row
from pytest_claims.report.evidence import evidence
from pytest_claims.report.templating import TEMPLATES


def noise(*, seeds, shift=0.0):
    return np.array([np.random.default_rng(seed).normal() for seed in seeds]) + shift


def loaded(build, *, seeds):
    return build().gain * noise(seeds=seeds) ** 2


def unseeded(*, seeds):
    return np.random.default_rng().random(len(seeds))


class Gain:
    def __init__(self, *, gain=1.0):
        self.gain = gain


@control(shift=0.0, because="the shift")
def shifted(measure):
    assert measure(noise, shift=2.0) > 0.5


CLAIMS = {
    "one that holds, with a control": shifted,
    "one that is refuted": lambda measure: measure(noise) > 3,
    "an open one": lambda measure: measure(noise) > 0,
    "one of each replica": lambda measure: every(measure(noise) < 10),
    "a share": lambda measure: share(measure(noise) > -1) >= 0.7,
    "a population": lambda measure: measure(noise, shift=across(1.0, 2.0)) > 0,
    "two sides": lambda measure: -1 < measure(noise, shift=9.0) < measure(noise, shift=20.0),
}


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
@pytest.mark.parametrize("seed", [0, 7])
def test_it_is_decided_as_in_an_audit_on_the_same_replicas(tmp_path, claim, seed):
    def declare(measure):
        said = claim(measure)
        assert said is None or said

    draws = instrument(tmp_path, seed=seed)
    controls = getattr(claim, "claim_controls", [])
    audit = decide(Case(declare, draws, 0.001, controls=controls))

    assert attempt(claim, seed=seed).row == decided_row(audit, draws)


def test_what_is_tried_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert attempt(shifted).verdict == "HOLDS"
    assert list(tmp_path.iterdir()) == []


def test_probes_may_be_lambdas_and_closures_of_one_name():
    def of(shift):
        return lambda *, seeds: noise(seeds=seeds) + shift

    assert attempt(lambda measure: measure(of(1)) < measure(of(2))).verdict == "HOLDS"
    assert attempt(lambda measure: measure(of(2)) < measure(of(1))).verdict == "REFUTED"


def test_a_subject_is_built_with_its_conditions():
    def claim(measure):
        assert measure(loaded, Gain, gain=3.0) > measure(loaded, Gain, gain=1.0)

    assert attempt(claim).verdict == "HOLDS"


def test_a_project_may_say_how_a_subject_is_built():
    seen = []

    def build(subject, seeds, conditions):
        seen.append((subject, len(seeds), dict(conditions)))
        return lambda: subject(**conditions)

    attempt(lambda measure: every(measure(loaded, Gain, gain=3.0) >= 0), build=build)

    assert seen[0] == (Gain, 24, {"gain": 3.0})


def test_a_probe_that_ignores_its_seeds_is_refused():
    with pytest.raises(ClaimError, match="not reproducible"):
        attempt(lambda measure: measure(unseeded) > 0)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (5, "is no function"),
        (lambda measure: 3, r"Return a comparison, .* the claim returned 3"),
        (lambda measure: None, "asserts no comparison"),
        (lambda measure: measure(noise), "Return a comparison"),
        (lambda measure: measure(noise, size=1) > 0, "no parameter takes the condition size=1"),
    ],
)
def test_what_is_no_claim_is_refused_in_words(claim, said):
    with pytest.raises(ClaimError, match=said):
        attempt(claim)


def test_an_error_names_the_line_of_the_lambda():
    claim = lambda measure: measure(lambda *, seeds: seeds[:3]) > 0  # noqa: E731
    with pytest.raises(ClaimError) as caught:
        attempt(claim)

    assert f"asserted at line {claim.__code__.co_firstlineno}" in caught.value.__notes__


def test_the_console_shows_wins_interval_and_control():
    assert repr(attempt(shifted)).splitlines() == [
        "HOLDS.",
        "  noise(shift=2.0) > 0.5",
        "    43 wins, 5 losses in 48 replicas; probability 0.65 to 0.99 against 0.5.",
        "    control shift=0.0: 62/192, turns it",
    ]


def test_a_claim_without_control_is_told_so():
    alone = attempt(lambda measure: measure(noise, shift=5.0) > 0)
    control_missing = "No control shows that it could have come out otherwise."

    assert repr(alone).startswith(f"HOLDS. {control_missing}")
    assert control_missing in alone._repr_html_()
    assert control_missing not in attempt(shifted)._repr_html_()


def test_the_cell_shows_the_strip_and_the_bars_of_the_page():
    tried = attempt(shifted)
    row = {"id": "a/b", "sentence": "x", "declared": "holds", "verdict": "HOLDS"}
    page = evidence({**row, "cases": [tried.row]}, {}).cases[0]
    macros = TEMPLATES.get_template("figures.html").module
    (comparison,) = page.comparisons

    cell = tried._repr_html_()

    assert str(macros.figure(comparison)) in cell
    assert str(macros.bars([comparison.bar, *comparison.rivals])) in cell
    assert comparison.words in cell


def test_the_style_of_a_cell_is_for_what_is_within():
    cell = attempt(shifted)._repr_html_()
    style = re.search(r"<style>(.*?)</style>", cell, re.DOTALL)[1]
    depth, heads = 0, []
    for text, brace in re.findall(r"([^{}]*)([{}])", style):
        if depth == 0 and brace == "{":
            heads.append(text.strip())
        depth += 1 if brace == "{" else -1

    assert depth == 0
    assert set(heads) == {".pytest-claims", "@media (prefers-color-scheme: dark)"}


def test_without_templates_a_cell_has_the_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "pytest_claims.report.fragment", None)
    tried = attempt(shifted)

    assert tried._repr_html_() is None
    assert repr(tried).startswith("HOLDS.")


def test_the_words_need_no_templates():
    code = (
        "import sys; sys.modules['jinja2'] = sys.modules['markupsafe'] = None\n"
        "from pytest_claims import attempt\n"
        "print(repr(attempt(lambda m: m(lambda *, seeds: [1] * len(seeds)) > 0)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert said.stdout.startswith("HOLDS. No control"), said.stderr


def test_a_proof_by_computation_needs_no_replica():
    tried = attempt(lambda measure: exact(measure(lambda: 2 + 2) == 4))

    assert tried.verdict == "HOLDS"
    assert tried.row["comparisons"][0]["replicas"] == 1


def test_text_of_a_claim_is_text_in_the_cell():
    noise_named = lambda *, seeds: noise(seeds=seeds)  # noqa: E731
    noise_named.__name__ = "<script>alert(1)</script>"

    cell = attempt(lambda measure: measure(noise_named) > 5)._repr_html_()

    assert "<script>" not in cell
    assert "&lt;script&gt;" in cell
