"""What a project tells of its implementations, and what is made of it where it tells nothing."""

import time
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
import toy_bench

from pytest_claims.faults import ClaimError
from pytest_claims.measuring import implementations
from pytest_claims.measuring.implementations import Implementations, itself, refused_of
from pytest_claims.measuring.subjects import UnknownSubject, known_subjects, stand_in

KNOWN = {"High": "toy_bench:High", "Bench": "toy_bench:Bench"}
HOOKS = "architectures subjects build conditions measuring defaults not_exposed understood adapt"
HOOKS += " ablations correct"


def told(subjects=(), *, mutants=False, timeout=0.0, before=(), **hooks):
    """Implementations of a project with these hooks, all others of which say nothing."""
    silent = dict.fromkeys(HOOKS.split(), lambda **asked: None)
    hooks = silent | {"architectures": lambda: KNOWN} | hooks
    hook = SimpleNamespace(**{f"pytest_claims_{name}": call for name, call in hooks.items()})
    settings = SimpleNamespace(device="cpu", timeout=timeout, subjects=subjects, mutants=mutants)
    config = SimpleNamespace(hook=hook, workerinput={"claims_refused": dict(before)})
    return Implementations(config, settings)


def test_a_project_that_tells_nothing_has_one_lineup_and_nothing_beside_it():
    found = told()

    assert [(name, made.objects) for name, made in found.lineups] == [("", {})]
    assert (found.mutants, found.correct, found.understood) == ({}, {}, {})
    assert found.common == found.defaults(len) == {}
    assert isinstance(found.measuring({}), nullcontext)
    assert found.not_exposed(ValueError()) is None
    assert isinstance(found.build(toy_bench.High, [1], {})(), toy_bench.High)


def test_a_project_without_architectures_knows_none():
    assert told(architectures=lambda: None).known == {}


def test_what_a_project_tells_is_handed_on():
    asked = []

    def tell(answer):
        return lambda **given: asked.append(given) or answer

    found = told(build=tell(1), measuring=tell(2), defaults=tell({"a": 3}), conditions=lambda: {4})
    made = found.build(toy_bench.High, [5], {"gain": 1.0}), found.measuring({"gain": 2.0})

    assert (*made, found.defaults(len), found.common) == (1, 2, {"a": 3}, {4})
    assert asked == [
        {"subject": toy_bench.High, "architecture": toy_bench.High}
        | {"seeds": [5], "conditions": {"gain": 1.0}},
        {"conditions": {"gain": 2.0}, "device": "cpu"},
        {"probe": len},
    ]


HOOKED = {
    "build": lambda found: found.build(toy_bench.High, [1], {}),
    "conditions": lambda found: found.common,
    "measuring": lambda found: found.measuring({}),
    "defaults": lambda found: found.defaults(len),
}


@pytest.mark.parametrize("hook", HOOKED)
def test_an_error_in_a_hook_says_in_which(hook):
    def fails(**given):
        raise KeyError("x")

    with pytest.raises(KeyError) as found:
        HOOKED[hook](told(**{hook: fails}))

    (note,) = found.value.__notes__
    assert note.startswith(f"raised in the hook pytest_claims_{hook}, ")


def adapt(target, subject, architecture):
    """Refuses the bench, hangs at its sources, and makes something of all else."""
    if target is toy_bench.Bench:
        raise TypeError("it takes no sizes")
    if target is toy_bench.Sources:
        time.sleep(60)
    return type("Adapted", (), {"of": (target, architecture)})


GOOD, BAD, SLOW = ("toy_bench:ByName", "toy_bench:Bench", "toy_bench:Sources")


def test_subjects_take_turns_and_are_known_by_what_they_were_made_from():
    subjects = [f"High={GOOD}", "High=toy_bench:Instrument", f"Bench={GOOD}"]
    found = told(subjects, adapt=adapt, understood=lambda adapted: f"read {adapted.of[0].__name__}")

    assert [name for name, _ in found.lineups] == subjects
    high, bench = found.lineups[1][1].objects, found.lineups[2][1].objects
    assert high[toy_bench.High].of == (toy_bench.Instrument, toy_bench.High)
    assert bench[toy_bench.Bench].of == (toy_bench.ByName, toy_bench.Bench)
    assert found.understood == {s: f"read {s.rpartition(':')[2]}" for s in subjects}


def test_a_subject_that_breaks_as_it_is_tried_is_refused_and_the_others_are_not():
    def breaks(target, subject, architecture):
        return {}["sizes"] if target is toy_bench.Bench else adapt(target, subject, architecture)

    found = told([f"High={BAD}", f"High={GOOD}"], adapt=breaks)

    (said,) = found.refused.values()
    assert said.endswith("let it be tried on small inputs: it raised KeyError: 'sizes'")
    assert found.lineups[1][1].objects[toy_bench.High].of == (toy_bench.ByName, toy_bench.High)


def test_a_subject_that_is_refused_says_why_when_it_is_measured():
    subjects = [f"High={BAD}", f"High={GOOD}"]
    found = told(subjects, adapt=adapt)
    (refused, other) = (made.objects[toy_bench.High] for _, made in found.lineups)

    assert found.understood == {f"High={BAD}": "refused: it takes no sizes"}
    assert str(stand_in(refused)) == f"High={BAD}"
    assert other.of[0] is toy_bench.ByName
    with pytest.raises(ClaimError, match="it takes no sizes"):
        refused(1, 2, seeds=[1])


@pytest.mark.parametrize("beside", [[], [f"Bench={BAD}"]])
def test_a_run_in_which_no_subject_is_to_be_had_does_not_begin(beside):
    with pytest.raises(UnknownSubject, match="it takes no sizes"):
        told([f"High={BAD}", *beside], adapt=adapt)


def test_a_subject_that_hangs_is_refused_after_the_limit_of_a_claim():
    found = told([f"High={SLOW}", f"High={GOOD}"], adapt=adapt, timeout=0.1)

    assert "it took more than 0.1 seconds" in found.understood[f"High={SLOW}"]


def test_a_subject_that_another_process_refused_is_not_waited_for_again():
    slow, why = f"High={SLOW}", f"--claims-subject High={SLOW}: it took too long"
    found = told([slow, f"High={GOOD}"], adapt=adapt, before={slow: why})

    assert found.understood == {slow: "refused: it took too long"}


@pytest.mark.parametrize(("timeout", "limit"), [(0.0, 30.0), (7.0, 7.0), (900.0, 30.0)])
def test_a_subject_has_half_a_minute_at_most(timeout, limit):
    assert told(timeout=timeout).limit == limit == min(limit, implementations.LONGEST)


def test_mutants_and_correct_ones_are_tried_where_they_are_asked_for():
    hooks = {
        "ablations": lambda: {"High": [BAD, GOOD]},
        "correct": lambda: {"High": [GOOD]},
        "adapt": adapt,
    }
    assert (told(**hooks).mutants, told(**hooks).correct) == ({}, {})
    found = told(mutants=True, **hooks)

    assert found.mutants == {toy_bench.High: [toy_bench.Bench, toy_bench.ByName]}
    assert list(found.correct) == [f"High = {GOOD}"]
    (substitution,) = found.correct.values()
    assert substitution.objects[toy_bench.High].of == (toy_bench.ByName, toy_bench.High)


def test_a_correct_one_that_cannot_be_adapted_is_named_with_its_hook():
    with pytest.raises(UnknownSubject, match=f"^pytest_claims_correct names High={BAD}: it takes"):
        told(mutants=True, correct=lambda: {"High": [BAD]}, adapt=adapt)


def test_what_stands_in_for_a_subject_is_known_by_what_was_asked_for_and_made_again_from_that():
    def adapt(target, subject, architecture):
        return type("Adapted", (target,), {})

    correct = {"High": ["toy_bench:High"]}
    here = told(["Bench=toy_bench:Bench"], mutants=True, adapt=adapt, correct=lambda: correct)
    there = told(adapt=adapt)
    placed = [made.objects for _, made in here.lineups] + [m.objects for m in here.correct.values()]
    (bench,), (high,) = (found.values() for found in placed)

    assert [str(here.asked(made)) for made in (bench, high)] == [
        "Bench=toy_bench:Bench",
        "High=toy_bench:High",
    ]
    assert here.asked(toy_bench.High) is None
    assert here.standing(here.asked(high)) is high
    again = there.standing(here.asked(high))
    assert stand_in(again) == stand_in(high)
    assert again is there.standing(here.asked(high)) is not high


def test_subjects_may_be_named_by_either_hook_and_the_newer_has_the_last_word():
    hooks = {"architectures": lambda: KNOWN, "subjects": lambda: {"High": "a:B", "Low": "a:C"}}
    hook = SimpleNamespace(**{f"pytest_claims_{name}": call for name, call in hooks.items()})
    assert known_subjects(hook) == KNOWN | {"High": "a:B", "Low": "a:C"}


def test_what_is_called_as_it_is_takes_seeds_where_there_are_any_and_it_names_them():
    def seeded(*given, seeds=None, gain=1.0):
        return given, seeds, gain

    def plain(*given, gain=1.0):
        return given, gain

    assert itself(seeded, [5], {"gain": 2.0})(1) == ((1,), [5], 2.0)
    assert itself(seeded, [], {})(1) == ((1,), None, 1.0)
    assert itself(plain, [5], {"gain": 2.0})(1) == ((1,), 2.0)
    with pytest.raises(ClaimError, match=r"Measure something that can be called, .* 5 is not"):
        itself(5, [], {})


def test_what_a_process_refused_is_told_to_those_that_it_starts():
    stash = pytest.Stash()
    assert refused_of(SimpleNamespace(stash=stash)) == {}
    stash[implementations.MADE] = told([f"High={BAD}", f"High={GOOD}"], adapt=adapt)

    (why,) = refused_of(SimpleNamespace(stash=stash)).items()
    assert why == (f"High={BAD}", f"--claims-subject High={BAD}: it takes no sizes")
