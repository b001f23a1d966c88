"""Many modules of one class as one, with a replica axis."""

import copy
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.func import vmap
from torch.nn.attention import SDPBackend, sdpa_kernel

from sequence_models.adapters.listed import called_with
from sequence_models.adapters.quiet import at_home
from sequence_models.replicas import Streams


class Replicated(nn.Module):
    """One module per stream, each drawn from its own; their parameters are stacked, (replica, …).

    So they train as ours do, and each replica's gradient can be clipped by itself.
    A module takes tensors and returns a tuple of tensors; here both have the replica axis first.
    """

    def __init__(
        self, make: Callable[[], nn.Module], *, streams: Streams, dtype: torch.dtype | None
    ) -> None:
        super().__init__()
        self.dtype = dtype or torch.get_default_dtype()
        modules = [drawn(make, stream).to(self.dtype) for stream in streams]
        self.modules_run = (modules[0],)  # a tuple, so that its parameters are not ours
        self.apart: tuple[nn.Module, ...] = ()  # one for each replica, where they cannot run as one
        self.replicas = len(modules)
        self.together = True
        self.rows: dict[str, int] = {}  # of a parameter of two, the one that is not zero
        self.leaves = nn.ParameterDict(stacked([dict(m.named_parameters()) for m in modules]))
        self.fixed = stacked([dict(m.named_buffers()) for m in modules])

    def __contains__(self, name: str) -> bool:
        return key(name) in self.leaves

    def __getitem__(self, name: str) -> Tensor:
        """The stacked parameter, to be set in place before training."""
        return self.leaves[key(name)].data

    def ending(self, name: str) -> list[Tensor]:
        """The stacked parameters whose names end like this."""
        return [leaf.data for k, leaf in self.leaves.items() if k.endswith(key(name))]

    def fix(self, name: str, but: int | None = None) -> None:
        """Set a parameter to zero for good, or all of its two rows ``but`` this one."""
        leaf = self.leaves.pop(key(name)).data
        if but is None:
            self.fixed[key(name)] = torch.zeros_like(leaf)
            return
        self.leaves[key(name)] = leaf[:, but].clone()
        self.rows[name] = but

    def whole(self, name: str, leaf: Tensor) -> Tensor:
        """The parameter of this name as the module has it."""
        row = self.rows.get(name)
        if row is None:
            return leaf
        zeros = torch.zeros_like(leaf)
        return torch.stack([zeros if n != row else leaf for n in range(2)], 1)

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """All replicas at once where torch can, else one after the other."""
        leaves = {plain(k): v for k, v in [*self.leaves.items(), *self.fixed.items()]}
        numbers = {name: self.whole(name, leaf) for name, leaf in leaves.items()}
        with at_home(self.dtype):
            return self.answer(numbers, inputs)

    def answer(self, numbers: dict[str, Tensor], inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """The same, under these parameters."""
        if self.together:
            try:
                with sdpa_kernel(SDPBackend.MATH):  # the fused kernels know no replicas
                    return tuple(vmap(self.one)(numbers, *inputs))
            except Exception:  # whatever a stranger's module may raise there
                self.together = False
        if not self.apart:
            self.apart = tuple(copy.deepcopy(self.modules_run[0]) for _ in range(self.replicas))
        each = [
            called_with(
                self.apart[r],
                {name: v[r] for name, v in numbers.items()},
                tuple(x[r] for x in inputs),
            )
            for r in range(self.replicas)
        ]
        return tuple(torch.stack(parts) for parts in zip(*each, strict=True))

    def one(self, numbers: dict[str, Tensor], *inputs: Tensor) -> tuple[Tensor, ...]:
        """One replica."""
        (module,) = self.modules_run
        return called_with(module, numbers, inputs)


def drawn(make: Callable[[], nn.Module], stream: torch.Generator) -> nn.Module:
    """A module whose own draws depend on this stream, which is left as it was, as torch's is."""
    seed = int(torch.randint(2**62, (), generator=stream.clone_state()))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return make()


def stacked(each: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Tensors of the same name, one replica after the other."""
    return {key(name): torch.stack([d[name].detach() for d in each]) for name in each[0]}


def key(name: str) -> str:
    """A parameter's name as torch lets a dictionary have it."""
    return name.replace(".", "|")


def plain(name: str) -> str:
    """The inverse of ``key``."""
    return name.replace("|", ".")
