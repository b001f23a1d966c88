"""A control that what is under test cannot be given is put to what it stands in for."""

import numpy as np
import pytest
from drawn import Case, Instrument

from pytest_claims.deciding.controls import Control
from pytest_claims.deciding.trial import attempt
from pytest_claims.deciding.verdict import Verdict
from pytest_claims.declaring.measurement import Substitution
from pytest_claims.measuring.instrument import NotTested


class Ours:
    def __init__(self, *, gain=1.0):
        """Takes a gain."""


class Theirs(Ours):
    """Stands in for ours."""


class Bystander(Ours):
    """Stands in for what the claim does not measure."""


def score(build, *, seeds):
    """A probe."""


class Fixed(Instrument):
    """``Theirs`` has a gain of its own, and shows nothing under another."""

    def __init__(self, gain):
        super().__init__({})
        self.gain, self.asked = gain, []

    def draw(self, measurement, look):
        gain = measurement.conditions["gain"]
        self.asked.append((measurement.architecture, gain))
        if measurement.architecture is Theirs and gain != self.gain:
            raise NotTested(f"Theirs cannot be given gain={gain}")
        return np.full(192, gain)[: (24, 48, 96, 192)[look]]


def claimed(measure):
    """It has a gain."""
    assert measure(score, Ours, gain=1.0) > 0.5


def tried(subject, gain=1.0):
    instrument = Fixed(gain)
    control = Substitution({}, {"gain": 0.0}, "the gain")
    case = Case(claimed, instrument, 0.001, controls=[control], subject=Substitution(subject))
    return attempt(case), instrument.asked


def test_a_control_that_a_subject_cannot_be_given_is_measured_on_what_it_stands_in_for():
    outcome, asked = tried({Ours: Theirs})
    (control,) = outcome.controls

    assert outcome.verdict is Verdict.HOLDS
    assert (control.result, control.on, control.because) == (Control.TURNED, "Ours", "the gain")
    assert {*asked} == {(Theirs, 1.0), (Theirs, 0.0), (Ours, 0.0)}


def test_a_claim_that_a_subject_cannot_be_given_is_not_tested_on_another():
    with pytest.raises(NotTested, match="given gain=1"):
        tried({Ours: Theirs}, gain=2.0)


@pytest.mark.parametrize("subject", [{}, {Bystander: Theirs}])
def test_a_control_of_what_has_no_subject_is_measured_where_it_stands(subject):
    (control,) = tried(subject)[0].controls

    assert (control.result, control.on) == (Control.TURNED, "")
