"""What was found out about attention, or a layer, from elsewhere."""

import inspect
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn

from sequence_models.adapters.constructor import make
from sequence_models.adapters.convention import Convention
from sequence_models.adapters.handing import with_cache
from sequence_models.adapters.heads import flat
from sequence_models.adapters.lazy import settle
from sequence_models.adapters.places import Arranging, Place, Places, named_weights
from sequence_models.adapters.quiet import (
    at_home,
    counts_in_evaluation,
    said_of_dropout,
    without_dropout,
)
from sequence_models.adapters.refusal import EXACT, RATE, ROUNDED, rounds
from sequence_models.adapters.seeing import WIDTH, Trying, look
from sequence_models.adapters.sight import Sight
from sequence_models.adapters.sizes import ATTENDING, LAYER, USUAL
from sequence_models.probes.equations_attention import LEAST, Bend, attended, layer

BENDS: tuple[Bend, ...] = ("relu", "gelu", "tanh gelu", "silu", "tanh")
"""The first is that of the equations; a layer of another is another layer, and no wrong one."""
LEASTS = (1e-6, 1e-12, 1e-8, 1e-3, 1e-7)
"""What norms elsewhere add to the variance; that of the equations is ``LEAST``."""
CLOSEST = 8
"""Of how many arrangements another bend is tried, those that come nearest without."""
NEAR = 0.1
"""What another of these makes of a layer is less."""


@dataclass(frozen=True)
class Watched:
    """The form of its calls, and the places of its parameters or why there are none."""

    sight: Sight
    places: Places | None
    unread: str
    whole: bool
    dropout: bool
    chooses: bool = False  # whether it can be told where to normalise
    counts: bool = False  # whether its dropout counts in evaluation too

    def __str__(self) -> str:
        said = [str(self.sight)]
        if self.places is None:
            said.append(f"parameters not read: {self.unread}")
        elif self.places.exact:
            said += [f"normalisation {self.places.normalisation}"] * self.whole
            said += ["each head's three maps together"] * self.places.together
        else:
            said.append("no reading of its parameters computes the equations")
        return "; ".join(said + said_of_dropout(self.dropout, self.counts))


def watch(target: Any, convention: Convention, *, whole: bool) -> Watched:
    """Try the class on small inputs. TypeError says what it lacks."""
    module, taken = made(target, convention, whole=whole, heads=1)
    sight = with_cache(module, look(module, convention))
    counts = counts_in_evaluation(
        lambda: made(target, convention, whole=whole, heads=1, rate=RATE)[0],
        module,
        lambda found: (trial := Trying(found)).run(sight, trial.x),
        sight.call,
    )
    dropout = "dropout" in taken  # of which a configuration may be asked in a call
    tensors = parameters(module)
    arranging = Arranging(tensors, convention.names, WIDTH)
    unread = arranging.refused() or (
        "" if bool(arranging.wide) == whole else "its parameters are those of another architecture"
    )
    if unread:
        return Watched(sight, None, unread, whole, dropout, counts=counts)
    candidates = [named_weights(places) for places in arranging.all()]
    if not candidates:
        return Watched(sight, None, "its vectors do not add up", whole, dropout, counts=counts)
    places, other = nearest(module, sight, candidates, whole)
    if other:
        return Watched(sight, None, other, whole, dropout, counts=counts)
    if places.exact and any(p.part is not None for p in places.places):
        places = beside(target, convention, sight, places, whole)
    return Watched(sight, places, "", whole, dropout, chooses(target), counts)


def made(
    target: Any,
    convention: Convention,
    *,
    whole: bool,
    heads: int,
    width: int = WIDTH,
    slots: int | None = None,
    rate: float = 0.0,
    **more: Any,
) -> tuple[nn.Module, set[str]]:
    """A module in double precision and without dropout, unless at a rate; which sizes it takes,
    with "dropout" where it had any."""
    sizes: dict[str, Any] = {"width": width, "heads": heads, "head": width // heads}
    sizes |= {"longest": 256, "dropout": rate, "yes": True, "causal": True, "ratio": 4, "pre": True}
    sizes["least"] = LEAST
    sizes |= {"feedforward": slots or 4 * width, "first": convention.batch_first is not False}
    needed = {"feedforward"} if slots and slots != 4 * width else set()
    with torch.random.fork_rng(devices=[]), at_home(torch.float64):
        module, taken = make(
            target, LAYER if whole else ATTENDING, sizes | more, convention, needed
        )
        settle(module, lambda: Trying(module, convention, width=width).calls())
    if not rate and without_dropout(module):
        taken.add("dropout")
    return module.double(), taken


def parameters(module: nn.Module) -> dict[str, Tensor]:
    """With a replica axis, and none for heads."""
    return flat({name: p[None] for name, p in module.named_parameters()}, WIDTH)


def chooses(target: Any) -> bool:
    """Whether its constructor takes where to normalise."""
    return any(name in USUAL["pre"].split() for name in inspect.signature(target).parameters)


def stirred(module: nn.Module) -> None:
    """Vectors that tell one from another, and scores that tell a scale."""
    for place, parameter in enumerate(module.parameters()):
        with torch.no_grad():
            if bool((parameter == parameter.flatten()[0]).all()):
                waves = torch.sin(torch.arange(parameter.numel()) + place).double()
                parameter.add_(0.1 * waves.view_as(parameter))
            else:
                parameter.mul_(2.0)


def nearest(
    module: nn.Module, sight: Sight, candidates: Sequence[tuple[Place, ...]], whole: bool
) -> tuple[Places, str]:
    """The arrangement whose equations come nearest, the likeliest where none comes near, and what
    else the module computes where it is one of another kind."""
    trial = Compared(module, sight, whole)
    tried: dict[Places, float] = {}
    for slots in candidates:
        for normalisation in ("pre", "post") if whole else ("none",):
            places = Places(slots, 1, False, normalisation)
            tried[places] = trial.distance(places)
            if tried[places] < EXACT:
                return replace(places, exact=True), ""
    likely = [places for places in tried if places.places == candidates[0]]
    best = sorted(tried, key=tried.__getitem__)[:CLOSEST]
    kin = of_another_kind(trial, best) if whole else ""
    least = tried[best[0]]
    told = kin or (rounds(least) if least < ROUNDED else "")
    return min(likely, key=tried.__getitem__), told


def of_another_kind(trial: "Compared", closest: Sequence[Places]) -> str:
    """By what bend or norm the module is another layer, where that is all that makes it one."""
    for bend in BENDS:
        errors = {places: trial.distance(places, bend) for places in closest}
        best = min(errors, key=errors.__getitem__)
        if errors[best] < EXACT:
            return unlike(bend)
        for least in LEASTS if errors[best] < NEAR else ():
            if trial.distance(best, bend, least) < EXACT:
                norms = f"its norms add {least:g} to the variance, and those of the equations"
                return "; ".join(filter(None, [f"{norms} {LEAST:g}", unlike(bend)]))
    return ""


def unlike(bend: Bend) -> str:
    """What another bend makes of it; empty for that of the equations."""
    if bend == BENDS[0]:
        return ""
    return f"its feed-forward layer bends by {bend}, and that of the equations by {BENDS[0]}"


class Compared:
    """A module and what it returns, to be compared with the equations under its weights."""

    def __init__(self, module: nn.Module, sight: Sight, whole: bool) -> None:
        stirred(module)
        self.tensors = parameters(module)
        self.trial, self.whole = Trying(module), whole
        self.visible = self.trial.visible(sight)[0]
        with at_home(self.trial.x.dtype), torch.no_grad():
            self.y = self.trial.run(sight, self.trial.x)

    @torch.no_grad()
    def distance(self, places: Places, bend: Bend = BENDS[0], least: float = LEAST) -> float:
        """Largest difference."""
        numbers, x = places.read(self.tensors), self.trial.x[None]
        if self.whole:
            how = places.heads, places.normalisation, bend, least
            found = layer(numbers, x, self.visible, *how)
        else:
            found = attended(numbers, x, self.visible, places.heads)
        gap = float((found[0] - self.y).abs().max())
        return math.inf if math.isnan(gap) else gap


def beside(
    target: Any, convention: Convention, sight: Sight, places: Places, whole: bool
) -> Places:
    """Whether the three maps of two heads stand head by head."""
    module, _ = made(target, convention, whole=whole, heads=2)
    together = replace(places, heads=2, together=True)
    fits = Compared(module, sight, whole).distance(together) < EXACT
    return replace(places, together=fits)
