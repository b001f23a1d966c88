"""Why a class from elsewhere is refused: first the one thing to change, then what was tried."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sequence_models.adapters.results import seen

DRAWS = "Let it draw nothing while it runs"

ALTERS = "Let it leave what it is given as it is: a call changes its inputs or its state in place"

WAKES = "Let its dropout rest in evaluation, where two calls on the same inputs differ"
RATE = 0.5
"""At which rate it is asked to."""


class Refused(TypeError):
    """The first line is the one thing to change; the others say what was tried."""

    def __init__(self, cure: str, tried: Sequence[str] = ()) -> None:
        super().__init__("\n".join([cure, *tried]))
        self.cure, self.tried = cure, tuple(tried)

    @property
    def line(self) -> str:
        """All of it in one line."""
        return "; ".join([self.cure, *self.tried])


class NotUnderstood(Refused):
    """No way of calling the module gave what was needed."""


@dataclass
class Answers:
    """What a module answered, however it was called: never what was ``wanted``.

    ``axes`` says in words what its axes are.
    """

    given: tuple[int, ...]
    wanted: tuple[int, ...]
    axes: str
    told: list[str] = field(default_factory=list)
    shaped: bool = False

    def raised(self, how: str, given: Sequence[int], what: str) -> None:
        """It raised this, called so."""
        self.told.append(f"{how}: given {seen(given)}, it answers {what}")

    def returned(
        self, how: str, given: Sequence[int], shapes: Sequence[str], wanted: Sequence[int]
    ) -> None:
        """It returned these, called so."""
        self.shaped |= bool(shapes)
        found = ", ".join(shapes) or "no tensor"
        said = f"it returns {found}, none of them {seen(wanted)}"
        self.told.append(f"{how}: given {seen(given)}, {said}")

    def refused(self) -> NotUnderstood:
        """The likeliest two of its answers: to a call with a sequence alone, and the last."""
        both = f"{seen(self.wanted)} {self.axes} for inputs of {seen(self.given)}"
        verb = "return" if self.shaped else "answer a call with"
        cure = f"Let forward {verb} outputs of {both}"
        tried = dict.fromkeys(self.told[:1] + self.told[-1:])
        return NotUnderstood(cure, [f"tried {answer}" for answer in tried])


EXACT, ROUNDED = 1e-10, 1e-6
"""How near to its equations a module is that computes them; what is nearer than the second and not
exact was rounded to single precision on its way."""


def rounds(error: float) -> str:
    """What single precision on the way makes of it."""
    return (
        f"it is off its equations by {error:.0e}, as what is rounded to single precision is: let "
        "it compute in the precision of its inputs"
    )
