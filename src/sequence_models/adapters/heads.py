"""Parameters of attention whose heads, or whose maps, have an axis of their own."""

from collections.abc import Mapping

from torch import Tensor

NTH = ("first", "second", "third", "fourth")


def flat(tensors: Mapping[str, Tensor], width: int) -> dict[str, Tensor]:
    """Stacked parameters whose heads, or whose maps, have an axis of their own as views without
    it, those of maps under a name for each."""
    found: dict[str, Tensor] = {}
    for name, t in tensors.items():
        if t.dim() > 2 and t.shape[1] in (3, 4) and set(t.shape[2:]) == {width}:
            found |= {f"{n}.{name}": m for n, m in zip(NTH, t.unbind(1), strict=False)}
        elif t.dim() == 4 and t.shape[1] > 1 and t.shape[2] == t.shape[1] * t.shape[3] == width:
            found |= {at_head(name, head): one for head, one in enumerate(t.unbind(1))}
        else:
            found[name] = without_heads(t, width)
    return found


def at_head(name: str, head: int) -> str:
    """A head's part of a parameter, (heads, width, head), that has its heads first."""
    return f"{name}[{head}]" if head else name


def without_heads(t: Tensor, width: int) -> Tensor:
    """(width, heads, head), (heads, head, width), (heads, head) or (1, width), as a matrix or a
    vector."""
    shape = tuple(t.shape[1:])
    if all(n == 1 for n in shape[:-1]):
        return t.flatten(1)
    if len(shape) == 3 and width in (shape[0], shape[2]):
        return t.flatten(2) if shape[0] == width else t.flatten(1, 2)
    return t.flatten(1) if len(shape) == 2 and shape[0] * shape[1] == width else t
