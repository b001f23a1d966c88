"""A stranger's module is neither heard nor drawn from: no warnings as errors, no dropout."""

import copy
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import torch
from torch import Tensor, nn

from sequence_models.adapters.refusal import RATE, WAKES, NotUnderstood
from sequence_models.adapters.results import alike, attempt, same


@contextmanager
def quiet() -> Iterator[None]:
    """Inside, warnings are not errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def at_home(dtype: torch.dtype) -> Iterator[None]:
    """Inside, what a module makes without a word of its precision, such as its first state, is of
    this one, and warnings are not errors."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with quiet():
            yield
    finally:
        torch.set_default_dtype(before)


def without_dropout(module: nn.Module) -> bool:
    """Switch dropout off for good; whether there was any."""
    found = False
    for part in module.modules():
        if isinstance(part, nn.modules.dropout._DropoutNd) and part.p > 0:
            part.p, found = 0.0, True
        for name, rate in vars(part).items():
            if "drop" in name.lower() and isinstance(rate, float) and rate > 0:
                vars(part)[name], found = 0.0, True
    return found


def counts_in_evaluation(
    make: Callable[[], nn.Module],
    at_rest: nn.Module,
    run: Callable[[nn.Module], Tensor],
    call: str,
) -> bool:
    """Whether a module made with dropout gives in evaluation what it does not give ``at_rest``,
    without, under the same weights. NotUnderstood where it draws there, when called so."""
    found, still = attempt(lambda: make().eval()), copy.deepcopy(at_rest).eval()
    if not isinstance(found, nn.Module):
        return False
    with at_home(torch.float64), torch.no_grad():
        attempt(lambda: found.load_state_dict(still.state_dict()))
        once, again, resting = (attempt(partial(run, module)) for module in (found, found, still))
    if isinstance(once, Exception) or isinstance(again, Exception):
        return False
    if not alike(once, again):
        raise NotUnderstood(WAKES, [f"tried {call}, with a dropout of {RATE}"])
    return isinstance(resting, Tensor) and not same(once, resting)


OFF = "dropout switched off"
COUNTS = f"{OFF}, which changes what it gives in evaluation"


def said_of_dropout(there: bool, counts: bool) -> list[str]:
    """What the line of a module says of its dropout, if it has any: nothing where it has none."""
    return [COUNTS if counts else OFF] * there
