"""When a figure is measured, redrawn or stale; nothing is measured or drawn here."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from pytest_claims.figures.kept import Kept
from pytest_claims.session import experimenter as room
from pytest_claims.session.experimenter import Experimenter

HEAD = {"schema": 1, "name": "shift", "question": "How?", "replicas": 24, "panels": ["a panel"]}
KNOWN = HEAD | {"scale": "ci", "seed": 0, "sources": {"toy.py": "1"}, "data": {}}


class Figure:
    """Declares two measurements of the scale that it was declared at."""

    def __init__(self, scale):
        self.scale = scale

    def measurements(self):
        return [SimpleNamespace(text=f"{name} at {self.scale}") for name in ("score", "other")]

    def claims(self):
        return {f"01_toy/{self.scale}"}


@pytest.fixture
def experiment(tmp_path):
    return SimpleNamespace(
        name="shift",
        question="How?",
        path=tmp_path / "experiments" / "shift.py",
        declared=lambda scale, **given: Figure(scale),
    )


@pytest.fixture
def experimenter(tmp_path, monkeypatch):
    """What is written goes to ``written``; the figure that is kept is ``known``."""
    made = object.__new__(Experimenter)
    made.settings = SimpleNamespace(
        root=tmp_path, experiments="experiments", claims="claims", seed=0, device="cpu", fresh=False
    )
    made.scale, made.writes, made.folder = None, False, tmp_path / "experiments"
    made.implementations = SimpleNamespace(common=())
    made.confinement = SimpleNamespace(claim=lambda what: made._entering(what))
    made.entered, made.drawn, made.written, made.changed = [], [], [], []
    made._entering = lambda what: Entered(made.entered, what)
    pieces = {0: ("p", {"b.csv": "1"}), 1: ("q", {"a.csv": None}), 2: ("r", {"c.csv": "3"})}
    made.instrument = SimpleNamespace(
        isolated=lambda: Entered(made.entered, "isolated"),
        draw=lambda measurement, look: made.drawn.append((measurement.text, look)),
        said=lambda measurements: {"toy.py": "1"},
        data=SimpleNamespace(changed=lambda data: made.changed),
        pieces=lambda measurement, look: [
            SimpleNamespace(record=SimpleNamespace(data=pieces[look][1])),
            SimpleNamespace(record=None),
        ],
    )
    made.known = Kept(dict(KNOWN), "a picture")
    kept = {(made.folder / "figures", "shift"): lambda: made.known}
    monkeypatch.setattr(room.kept, "read", lambda *asked: kept[asked]())
    monkeypatch.setattr(room.kept, "write", lambda *given: made.written.append(given))
    monkeypatch.setattr(room.numbers, "measured", lambda figure, draw, look: ["a panel"])
    monkeypatch.setattr(room.numbers, "outline", lambda figure: ["a panel"])
    monkeypatch.setattr(room.reading, "faults", lambda *given: [])
    monkeypatch.setattr(room, "drawn_with", lambda: "this style")
    monkeypatch.setattr(room, "picture", lambda numbers: "a picture")
    made.known.numbers["drawn with"] = "this style"
    return made


class Entered:
    """A context that tells that it was entered."""

    def __init__(self, told, what):
        self.told, self.what = told, what

    def __enter__(self):
        self.told.append(self.what)

    def __exit__(self, *problem):
        self.told.append(f"left {self.what}")


run = Experimenter.run
CURE = "Run pytest experiments/shift.py --claims-write-figures"


def test_a_figure_that_nothing_changed_is_drawn_aside_and_not_measured(experimenter, experiment):
    assert Experimenter.needed(experimenter, experiment) is None
    outcome = run(experimenter, experiment)

    aside = experimenter.settings.root / ".claims" / "figures"
    assert experimenter.written == [(aside, "shift", Kept(experimenter.known.numbers, "a picture"))]
    assert outcome.drawn == ".claims/figures/shift.svg at the scale ci"
    assert outcome.faults == experimenter.drawn == []


def stale(**changes):
    return lambda e: e.known.numbers.update(changes)


ASIDE = {
    "another scale": (lambda e: vars(e).update(scale="laptop"), ""),
    "afresh": (lambda e: vars(e.settings).update(fresh=True), ""),
    "another seed": (lambda e: vars(e.settings).update(seed=7), ""),
    "another device": (lambda e: vars(e.settings).update(device="cuda"), ""),
    "kept at another scale": (stale(scale="laptop", replicas=48), ""),
    "nothing kept": (lambda e: vars(e).update(known=None), ": its figure is not drawn yet."),
    "a source": (stale(sources={"toy.py": "2"}), ": toy.py changed since its figure was drawn."),
    "data": (lambda e: e.changed.append("a.csv"), ": a.csv changed since its figure was drawn."),
    "many files": (lambda e: e.changed.extend("abcd"), ": a, b, c and 1 more changed since its"),
    "less was kept": (lambda e: e.known.numbers.pop("panels"), ": experiments/shift.py says "),
    "what is asked": (stale(question="Why?"), ": experiments/shift.py says something else than "),
}


@pytest.mark.parametrize("change", ASIDE)
def test_a_figure_is_measured_where_what_is_kept_is_not_what_is_asked_for(
    experimenter, experiment, monkeypatch, change
):
    monkeypatch.setattr(room, "LOOK", {"ci": 0, "laptop": 1})
    monkeypatch.setattr(room, "LOOKS", (24, 48))
    do, fault = ASIDE[change]
    do(experimenter)
    need = Experimenter.needed(experimenter, experiment)
    outcome = run(experimenter, experiment)
    scale, look = ("laptop", 1) if change == "another scale" else ("ci", 0)

    assert experimenter.drawn == [(f"score at {scale}", look), (f"other at {scale}", look)]
    assert [(m.text, need.look) for m in need.foretold()] == experimenter.drawn
    assert [said.startswith(CURE + fault) for said in outcome.faults] == [True] * bool(fault)
    ((_, _, made),) = experimenter.written
    assert (made.scale, made.picture) == (scale, "a picture")
    assert made.numbers == HEAD | {
        "scale": scale,
        "replicas": 24 * (look + 1),
        "sources": {"toy.py": "1"},
        "data": {"b.csv": "1"} | ({"a.csv": None} if look else {}),
        "seed": experimenter.settings.seed,
        "drawn with": "this style",
    }
    assert [*made.numbers["data"]] == ["a.csv", "b.csv"][1 - look :]


def test_a_figure_is_held_against_what_is_declared_at_its_own_scale(
    experimenter, experiment, monkeypatch
):
    monkeypatch.setattr(room, "LOOK", {"ci": 0, "full": 1})
    monkeypatch.setattr(room, "LOOKS", (24, 48))
    monkeypatch.setattr(room.numbers, "outline", lambda figure: [figure.scale])
    experimenter.known.numbers.update(scale="full", replicas=48, panels=["full"])

    assert run(experimenter, experiment).faults == []


def test_a_measurement_is_confined_as_a_claim_is(experimenter, experiment):
    experimenter.known = None
    run(experimenter, experiment)
    entered = [f"{word}score at ci" for word in ("", "left ")]
    i = experimenter.entered.index(entered[0])

    assert experimenter.entered[i : i + 4] == [
        entered[0],
        "isolated",
        "left isolated",
        entered[1],
    ]
    assert "shift" in experimenter.entered


@pytest.mark.parametrize(
    ("style", "picture", "faults"),
    [
        ("this style", "another", [f"{CURE}: its numbers are now drawn in another way."]),
        ("an older style", "another", []),
        ("this style", "a picture", []),
    ],
)
def test_a_picture_that_is_drawn_otherwise_in_the_same_style_is_stale(
    experimenter, experiment, style, picture, faults
):
    experimenter.known = Kept(experimenter.known.numbers | {"drawn with": style}, picture)
    outcome = run(experimenter, experiment)

    assert outcome.faults == faults
    assert experimenter.written[0][2].numbers["drawn with"] == "this style"


@pytest.mark.parametrize(
    ("asked", "kept", "scale"),
    [(None, "full", "full"), (None, None, "laptop"), ("ci", "full", "ci")],
)
def test_a_figure_is_written_at_the_scale_asked_for_or_its_own_or_the_usual_one(
    experimenter, experiment, monkeypatch, asked, kept, scale
):
    monkeypatch.setattr(room, "LOOK", dict.fromkeys(("ci", "laptop", "full"), 0))
    experimenter.writes, experimenter.scale = True, asked
    experimenter.known = kept and Kept(KNOWN | {"scale": kept, "sources": {}}, "a picture")
    outcome = run(experimenter, experiment)

    ((folder, _, made),) = experimenter.written
    assert (folder, made.scale) == (experimenter.folder / "figures", scale)
    assert outcome.drawn == f"experiments/figures/shift.svg at the scale {scale}"
    assert outcome.faults == []


def test_what_cannot_be_believed_is_named_and_mended_by_drawing_anew(
    experimenter, experiment, monkeypatch
):
    def refuse(folder, name):
        raise ValueError("is not as it was drawn")

    monkeypatch.setattr(room.kept, "read", refuse)
    said = f"{CURE}: experiments/figures/shift.json is not as it was drawn."
    assert run(experimenter, experiment).faults == [said]
    experimenter.writes = True

    assert run(experimenter, experiment).faults == []
    assert len(experimenter.drawn) == 4


def test_the_page_is_held_to_the_question_and_to_the_claims_that_the_figure_marks(
    experimenter, experiment, monkeypatch
):
    asked = []
    monkeypatch.setattr(room.reading, "faults", lambda *given: asked.append(given) or ["no page"])
    tests = [SimpleNamespace(id="01_toy/a"), SimpleNamespace(id="01_toy/b")]
    files = [SimpleNamespace(tests=tests[:1]), SimpleNamespace(tests=tests[1:])]
    monkeypatch.setattr(room, "read_claim_files", lambda root, claims: (files, claims))
    outcome = run(experimenter, experiment)

    root, known = experimenter.settings.root, {"01_toy/a", "01_toy/b"}
    page = Path(experiment.path).with_suffix(".md")
    assert asked == [(page, root, "How?", known, {"01_toy/ci"}, "figures")]
    assert outcome.faults == ["no page"]


def test_what_was_made_is_given_back(experimenter):
    done = []
    experimenter.instrument.close = lambda: done.append("the instrument")
    experimenter.confinement.release = lambda: done.append("the confinement")
    experimenter.close()

    assert done == ["the instrument", "the confinement"]
