"""An audit of prose: every assertion in a note is a claim that a test tries to refute.

In a claim file::

    from pytest_claims import Measure, control, every

    @control(numbers=2, because="that there are many")
    def test_errs(measure: Measure) -> None:
        assert measure(error, numbers=1_000) > 1e-9

- ``measure(probe, Subject, **conditions)`` gives a ``Sample``: a number per replica, unseen
- ``assert a > b`` (a ``Comparison``), ``share(a > b) >= 0.9``, ``every(a <= b)`` and
  ``exact(a == b)`` are claims
- ``across(...)`` gives each replica one of several values, ``over(...)`` all of them, which is a
  ``Curve``; ``largest``, ``smallest`` and ``slope`` make a sample of it, ``log10`` takes decades
- ``control(...)`` and ``no_control("why")`` say how the claim could have failed

In a probe: ``depends_on(path)``. In a notebook: ``attempt(lambda measure: ...)``.
"""

from pytest_claims.declaring.curve import Curve, largest, slope, smallest
from pytest_claims.declaring.declare import control, no_control
from pytest_claims.declaring.event import Comparison
from pytest_claims.declaring.functions import log10
from pytest_claims.declaring.measure import Measure
from pytest_claims.declaring.population import across, over
from pytest_claims.declaring.sample import Sample
from pytest_claims.declaring.words import every, exact, share
from pytest_claims.measuring.opened import depends_on
from pytest_claims.notebook.attempt import attempt

__all__ = [
    "Comparison",
    "Curve",
    "Measure",
    "Sample",
    "across",
    "attempt",
    "control",
    "depends_on",
    "every",
    "exact",
    "largest",
    "log10",
    "no_control",
    "over",
    "share",
    "slope",
    "smallest",
]
