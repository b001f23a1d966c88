"""Making a module from elsewhere: which of its parameters is which size."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from torch import nn

from sequence_models.adapters.convention import Convention
from sequence_models.adapters.quiet import quiet
from sequence_models.adapters.refusal import Refused

USUAL: dict[str, str] = {
    "inputs": "input_size input_dim in_dim n_in in_features inputs input_features num_inputs "
    "inputs_size nin n_inputs d_in in_size x_dim insize input_units",
    "hidden": "hidden_size hidden_dim hid_dim n_hidden num_hiddens units hidden hidden_features "
    "state_size nhid hidden_units d_hidden rnn_size n_units cell_size h_dim out_features "
    "output_size out_dim nh num_units hidden_sz hidden_channels d_h",
    "layers": "num_layers n_layers layers n_layer nlayers depth num_layer",
    "width": "embed_dim d_model model_dim dim emb_size n_embd embed_size embedding_dim width "
    "model_width hidden_size num_hiddens d_embed emb_dim size units query_size key_size value_size "
    "qdim kdim vdim embed_width features channels dmodel in_features out_features d_in d_out "
    "in_dim out_dim input_dim hidden_dim n_embed model_size model_dimension",
    "heads": "num_heads nhead n_heads heads n_head h nheads head num_attention_heads nb_heads "
    "attention_heads n_attention_heads",
    "head": "head_dim d_k d_v dim_head head_size d_head key_dim d_key d_value head_width",
    "feedforward": "dim_feedforward d_ff ff_dim ffn_dim mlp_dim feed_forward_dim dff "
    "intermediate_size ffn_num_hiddens dim_ff ff_size d_ffn ff_hidden hidden_dim hidden_size "
    "n_inner "
    "feedforward ffn_hidden inner_dim",
    "ratio": "forward_expansion mlp_ratio expansion ff_mult expansion_factor",
    "longest": "block_size context_length max_len seq_len max_seq_len n_ctx ctx_len longest "
    "context_size max_length sequence_length num_positions n_positions context",
    "dropout": "dropout p drop attn_dropout attn_pdrop resid_pdrop dropout_rate p_drop "
    "dropout_prob drop_prob ff_dropout recurrent_dropout dropout_p pdrop attention_dropout "
    "resid_dropout zoneout drop_rate",
    "first": "batch_first",
    "yes": "return_sequences return_state bias use_bias qkv_bias qkvbias",
    "causal": "causal is_causal masked",
    "pre": "norm_first pre_norm prenorm pre_ln normalize_before",
    "nonlinearity": "nonlinearity activation",
}
RECURRENT = ("inputs", "hidden", "layers", "dropout", "first", "yes", "nonlinearity")
ATTENDING = ("width", "heads", "head", "layers", "longest", "dropout", "first", "yes", "causal")
WHOLE = ("width", "heads", "head", "feedforward", "ratio", "longest", "dropout", "first", "yes")
LAYER = (*WHOLE, "causal", "pre")
TORCHS = {"layers": "num_layers", "nonlinearity": "nonlinearity"}
CONFIGURATIONS = {"config", "cfg", "args", "conf", "hparams", "params", "configuration", "opt"}


class CannotBeMade(Refused):
    """The constructor does not take what it was given, or needs what is not known."""


class Configuration:
    """Answers every usual name of a size, as an attribute or as an item."""

    def __init__(self, known: Callable[[str], Any]) -> None:
        self._known = known

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._known(name)

    def __getitem__(self, name: str) -> Any:
        try:
            return self._known(name)
        except AttributeError as problem:
            raise KeyError(name) from problem

    def __contains__(self, name: str) -> bool:
        try:
            self._known(name)
        except AttributeError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """As a dictionary's."""
        return self._known(name) if name in self else default


def roles(kinds: tuple[str, ...], names: list[str]) -> dict[str, str]:
    """Which parameter is which size. A name of the width that another has is the feed-forward's."""
    found: dict[str, str] = {}
    sure = {n for n in names if meaning(n, ("width",)) and not meaning(n, ("feedforward",))}
    for name in names:
        kind = meaning(name, kinds)
        if kind == "width" and sure and meaning(name, ("feedforward",)) and "feedforward" in kinds:
            kind = "feedforward"
        if kind:
            found[name] = kind
    return found


def meaning(name: str, kinds: tuple[str, ...]) -> str | None:
    """What a parameter of this name usually sets."""
    return next((kind for kind in kinds if name.lower() in USUAL[kind].split()), None)


def make(
    target: Any,
    kinds: tuple[str, ...],
    sizes: Mapping[str, Any],
    convention: Convention,
    needed: set[str] = frozenset(),  # type: ignore[assignment]  # never changed
) -> nn.Module:
    """The module of these sizes. CannotBeMade says what to declare where it cannot be made, and
    which of the needed sizes it does not take."""
    try:
        parameters = list(inspect.signature(target).parameters.values())
    except (TypeError, ValueError) as problem:
        raise CannotBeMade(f"Name a class or a function: {target!r} cannot be called") from problem
    plain = [p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    known = roles(kinds, [p.name for p in plain])
    known |= {k: v for k, v in convention.sizes.items() if isinstance(v, str) and v in USUAL}
    settled = {k: v for k, v in convention.sizes.items() if k not in known or known[k] != v}
    if not plain or any(p.kind is p.POSITIONAL_ONLY for p in plain):
        return as_torch(target, [sizes[kind] for kind in kinds[:2]], sizes, needed)

    used: set[str] = set()

    def value(name: str) -> Any:
        if name in settled:
            return settled[name]
        kind = known.get(name) or meaning(name, kinds)
        if kind is None or kind not in sizes:
            raise AttributeError(name)
        used.add(kind)
        return sizes[kind]

    given: dict[str, Any] = {}
    for parameter in plain:
        try:
            given[parameter.name] = value(parameter.name)
        except AttributeError:
            if parameter.default is not parameter.empty:
                continue
            given[parameter.name] = stand_for(parameter.name, plain, value, sizes, kinds)
    module = called(target, [], given)
    if lacking := sorted(needed - used):
        raise CannotBeMade(f"it has no parameter for {', '.join(lacking)}")
    return module


def as_torch(
    target: Any, first: list[Any], sizes: Mapping[str, Any], needed: set[str]
) -> nn.Module:
    """Where the signature tells no names: sizes by position, the rest under torch's names."""
    named = {TORCHS[kind]: sizes[kind] for kind in needed if kind in TORCHS}
    try:
        return called(target, first, named | {"batch_first": sizes["first"]})
    except CannotBeMade:
        return called(target, first, named)


def stand_for(
    name: str,
    plain: list[inspect.Parameter],
    value: Callable[[str], Any],
    sizes: Mapping[str, Any],
    kinds: tuple[str, ...],
) -> Any:
    """A required parameter of no usual name: the whole configuration, or the size of its place."""
    required = [p.name for p in plain if p.default is p.empty]
    if name.lower() in CONFIGURATIONS or required == [name]:
        return Configuration(value)
    place = required.index(name)
    if place < 2 and not any(meaning(n, (kinds[place],)) for n in required):
        return sizes[kinds[place]]
    raise CannotBeMade(
        f'Say what its parameter {name} is: claims_convention = {{"sizes": {{"{name}": …}}}}'
    )


def called(target: Any, sizes: list[Any], named: dict[str, Any]) -> nn.Module:
    """What the callable returns, which has to be a module."""
    try:
        with quiet():
            made = target(*sizes, **named)
    except Exception as problem:
        shown = ", ".join([*map(repr, sizes), *(f"{k}={v!r}" for k, v in named.items())])
        if any(isinstance(v, Configuration) for v in named.values()):
            shown = "a configuration of the usual names"
        said = f"{type(problem).__name__}: {problem}"
        raise CannotBeMade(
            f"Let it be made with {shown}, or say what its parameters are in claims_convention",
            [f"made so, it answers {said}"],
        ) from problem
    if not isinstance(made, nn.Module):
        raise CannotBeMade(f"Let it return a torch.nn.Module, and no {type(made).__name__}")
    return made


def drops(target: Any) -> bool:
    """Whether its constructor has a dropout that it was told to leave out."""
    try:
        taken = inspect.signature(target).parameters.values()
    except (TypeError, ValueError):
        return False
    rates = [p.default for p in taken if meaning(p.name, ("dropout",))]
    return any(isinstance(rate, float) and rate > 0 for rate in rates)
