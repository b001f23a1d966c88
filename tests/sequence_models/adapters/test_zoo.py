"""The audit's own control: correct implementations are not accused, wrong ones are found."""

from functools import cache, partial
from pathlib import Path

import pytest
import torch

from sequence_models import architectures
from sequence_models.adapters import adapt
from sequence_models.architectures.interface import NotExposed
from sequence_models.building import build
from sequence_models.probes import implementation

from .zoo import broken_attention, broken_lstms, habits, habits_attention, published, slips
from .zoo.__main__ import CORRECT, HEADING, WRONG, write

PROBES = [
    implementation.output_error,
    implementation.state_error,
    implementation.pieces_error,
    implementation.gradient_error,
    implementation.repetition_error,
    implementation.mode_error,
    implementation.copy_error,
]
WITH_ITSELF = [
    implementation.repetition_error,
    implementation.mode_error,
    implementation.copy_error,
]
PAGE = Path(__file__).parents[3] / "docs/pages/how-to/sequence-model.md"
STACKED = "stacked_output_error"


def every(zoo):
    return [
        pytest.param(name, target, id=f"{name}-{getattr(target, '__name__', 'partial')}")
        for name, targets in zoo.items()
        for target in targets
    ]


def asked(name, subject):
    """The conditions under which this architecture is put to the probes, and its equations."""
    if name == "GRU":
        reset = subject.understood.reading.reset
        return {"hidden": 5, "reset": reset}, f"gru, reset {reset}"
    if name == "Attention":
        return {"model_width": 6, "heads": 3}, "attention"
    if name == "Transformer":
        normalisation = subject.understood.places.normalisation
        sizes = {"model_width": 6, "heads": 3}
        return {**sizes, "normalisation": normalisation}, normalisation
    return {"hidden": 5}, name.lower()


@cache
def found(name, target):
    """What each probe says: True for right, False for wrong, None for not tested."""
    subject = adapt(target, getattr(architectures, name))
    conditions, equations = asked(name, subject)
    torch.manual_seed(0)
    answers = {p.__name__: told(p, subject, equations, conditions) for p in PROBES}
    if "hidden" in conditions:
        conditions |= {"layers": 2}
        answers[STACKED] = told(implementation.output_error, subject, equations, conditions)
    return answers


def told(probe, subject, equations, conditions):
    if "heads" in conditions and probe is implementation.state_error:
        return None  # what attention carries are the steps that it saw
    try:
        built = partial(build, subject, seeds=[0], **conditions)
        against = {"equations": equations} if probe not in WITH_ITSELF else {}
        return bool((probe(built, seeds=[0], **against) <= 1e-9).all())
    except NotExposed:
        return None
    except ValueError as problem:  # an error of the subject's, which says what to change
        if not str(problem).startswith(("Let forward return", "Give each layer")):
            raise
        return False


@pytest.mark.parametrize(("name", "target"), every(CORRECT))
def test_correct_implementation_is_not_accused(name, target):
    answers = found(name, target)
    assert False not in answers.values()
    assert answers["output_error"]
    assert answers["gradient_error"]


@pytest.mark.parametrize(
    ("library", "name", "target"),
    [
        pytest.param(library, name, target, id=f"{library}-{name}-{target.__name__}")
        for library, zoo in published.LIKE.items()
        for name, targets in zoo.items()
        for target in targets
    ],
)
def test_the_convention_of_a_library_is_accepted_without_a_shim(library, name, target):
    answers = found(name, target)
    assert not hasattr(target, "claims_convention")
    assert False not in answers.values()
    assert answers["output_error"]
    assert answers["gradient_error"]


@pytest.mark.parametrize(
    ("name", "target"), every({**habits.UNTESTED, **habits_attention.UNTESTED})
)
def test_what_is_right_but_for_its_digits_is_not_accused_and_says_why(name, target):
    subject = adapt(target, getattr(architectures, name))
    sizes = {"hidden": 5} if name == "LSTM" else {"model_width": 6, "heads": 3}
    with pytest.raises(NotExposed, match=r"single precision|add 1e-06 to the variance"):
        build(subject, 3, 2, seeds=[0], **sizes)


@pytest.mark.parametrize(("target", "words"), slips.BEYOND.items())
def test_what_cannot_be_found_is_listed_on_the_page(target, words):
    assert False not in found("LSTM", target).values()
    assert words.removeprefix("gates that are ") in PAGE.read_text().partition("## Compare")[0]


@pytest.mark.parametrize("name", list(CORRECT))
def test_every_wrong_one_of_the_zoo_is_of_another_mistake(name):
    assert len({target.__doc__ for target in WRONG[name]}) == len(WRONG[name])


def test_a_layer_of_another_bend_is_not_accused_and_says_which():
    subject = adapt(published.GPTBlock, architectures.Transformer)
    assert "bends by tanh gelu, and that of the equations by relu" in str(subject.understood)
    with pytest.raises(NotExposed, match="bends by tanh gelu"):
        build(subject, 3, 2, seeds=[0], model_width=6, heads=3, normalisation="pre")


DRAWS = "Let it draw nothing while it runs"
WAKES = "Let its dropout rest in evaluation"
ALTERS = "Let it leave what it is given as it is"
REFUSED = dict.fromkeys(["DropsAlways", "DropsOutput", "Random"], DRAWS)
REFUSED |= dict.fromkeys(["DropsInEvaluation", "DropsWeightsInEvaluation"], WAKES)
REFUSED |= dict.fromkeys(["ChangesItsInput", "ChangesTheState"], ALTERS)


@pytest.mark.parametrize(("name", "target"), every(WRONG))
def test_wrong_implementation_is_found_untrained(name, target):
    if target.__name__ in REFUSED:
        with pytest.raises(TypeError, match=f"^{REFUSED[target.__name__]}"):
            found(name, target)
    else:
        assert False in found(name, target).values()


@pytest.mark.parametrize(
    "target", [broken_attention.OneNormForTwo, broken_attention.ScaleAndShiftExchanged]
)
def test_norms_that_change_places_are_found_in_the_outputs(target):
    assert found("Transformer", target)["output_error"] is False


@pytest.mark.parametrize("target", [broken_lstms.NoFinalTanh, broken_lstms.CandidateSigmoid])
def test_a_mistake_of_the_equations_is_none_of_repeating_or_of_a_mode(target):
    answers = found("LSTM", target)
    assert answers["output_error"] is answers["gradient_error"] is False
    assert {answers[probe.__name__] for probe in WITH_ITSELF} == {True}


FITTING = {
    "DetachedGates": {"gradient_error", "state_error"},
    "DetachesTheState": {"state_error"},
    "CutHistory": {"gradient_error", "state_error"},
    "GRUCutGate": {"gradient_error", "state_error"},
    "GoesOn": {"repetition_error"},
    "StateSwapped": {"state_error", "pieces_error"},
    "IgnoresState": {"state_error", "pieces_error"},
    "ReturnsFirstState": {"state_error", "pieces_error"},
    "GRUForgets": {"state_error", "pieces_error"},
    "DetachedWeights": {"gradient_error"},
    "LosesWhenCopied": {"copy_error"},
    "MasksWithoutOffset": {"pieces_error"},
    "CachesForever": {"repetition_error"},
    "LayersMix": {STACKED},
    "LayersShare": {STACKED},
}


@pytest.mark.parametrize(
    ("name", "target"),
    [case for case in every(WRONG) if case.values[1].__name__ in FITTING],
)
def test_only_the_sentences_about_the_mistake_find_it(name, target):
    answers = found(name, target)
    assert {probe for probe, right in answers.items() if right is False} == FITTING[target.__name__]


def test_a_section_of_the_table_is_written_beside_those_of_others(tmp_path):
    file = tmp_path / "zoo.md"
    for name, lines in (("LSTM", ["| a |"]), ("RNN", ["| b |", "| c |"]), ("LSTM", ["| d |"])):
        write(file, name, lines)
    text = file.read_text()
    assert text.startswith(HEADING)
    assert text.removeprefix(HEADING) == "\n## RNN\n\n| b |\n| c |\n\n## LSTM\n\n| d |\n"
