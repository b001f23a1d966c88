"""Sizes are found by what names are made of, in a signature or in a configuration."""

from functools import partial

import pytest
from torch import nn
from torch.nn import functional as F

from sequence_models.adapters import adapt
from sequence_models.adapters.convention import Convention
from sequence_models.adapters.refusal import Refused
from sequence_models.adapters.sizes import LAYER, RECURRENT, meaning
from sequence_models.adapters.understood import made
from sequence_models.architectures import LSTM

SIZES = {"inputs": 3, "hidden": 5, "layers": 1}


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("n_input n_inputs n_in num_input input_dim d_in dim_in inputSize in_width", "inputs"),
        ("n_features num_feats feature_dim in_channels input_len", "inputs"),
        ("n_hid hiddenSize dim_hidden num_hidden state_dim n_neurons cell_dim", "hidden"),
        ("number_of_layers layer_count numLayers num_hidden_layers", "layers"),
        ("drop dropout_ratio attn_drop recurrentDropout", "dropout"),
    ],
)
def test_names_of_a_recurrent_constructor_say_a_size(names, kind):
    assert {meaning(name, RECURRENT) for name in names.split()} == {kind}


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("dim_model modelDim emb_width embedding_size hidden_width", "width"),
        ("head_count numHeads n_head number_of_heads", "heads"),
        ("size_per_head headDim head_width", "head"),
        ("ff_width dim_mlp inner_size fc_dim", "feedforward"),
        ("max_positions n_context seqLength", "longest"),
    ],
)
def test_names_of_a_layers_constructor_say_a_size(names, kind):
    assert {meaning(name, LAYER) for name in names.split()} == {kind}


@pytest.mark.parametrize("name", ["colour", "x", "num_classes", "vocab_size", "seed", "n", "size_"])
def test_other_names_say_nothing(name):
    assert meaning(name, RECURRENT) is None


class Configured(nn.LSTM):
    def __init__(self, config):
        super().__init__(config.n_input, config["n_hidden"], batch_first=True)
        self.rate, self.config = config.get("dropout", 0.1), config


class Lazy(Configured):
    """Asks for its dropout once it is called."""

    def __init__(self, config):
        nn.LSTM.__init__(self, config.d_in, config.d_hidden, batch_first=True)
        self.config = config

    def forward(self, x, state=None):
        y, after = super().forward(x, state)
        return F.dropout(y, self.config.output_dropout, self.training), after


class Fixed(nn.LSTM):
    """A rate that nobody can set."""

    def __init__(self, n_input, n_hidden):
        super().__init__(n_input, n_hidden, batch_first=True)
        self.drop_rate = 0.1

    def forward(self, x, state=None):
        y, after = super().forward(x, state)
        return F.dropout(y, self.drop_rate, self.training), after


class Sleeping(nn.LSTM):
    def __init__(self, n_input, n_hidden, dropout=0.0):
        super().__init__(n_input, n_hidden, batch_first=True)


@pytest.mark.parametrize("target", [Configured, Lazy, Fixed, partial(Sleeping, dropout=0.5)])
def test_dropout_is_switched_off_and_said_wherever_it_stands(target):
    assert str(adapt(target, LSTM).understood).endswith("gates ifgo; dropout switched off")


def test_a_dropout_that_rests_anyway_is_not_spoken_of():
    assert "dropout" not in str(adapt(Sleeping, LSTM).understood)


class Unusual(nn.LSTM):
    def __init__(self, config):
        super().__init__(config.n_input, config.colours, batch_first=True)


def test_a_field_of_no_usual_name_is_asked_for_and_can_be_said():
    with pytest.raises(Refused, match=r"^Say what its parameter colours is: claims_convention"):
        made(Unusual, Convention(), **SIZES)
    module, _ = made(Unusual, Convention(sizes={"colours": "hidden"}), **SIZES)
    assert module.hidden_size == 5


class Block(nn.TransformerEncoderLayer):
    """``hidden_dim`` is the width of a layer, unless another field is."""

    def __init__(self, config):
        super().__init__(config.n_embd, config.n_head, config.hidden_dim, batch_first=True)


def test_a_field_means_what_the_others_leave():
    from sequence_models.adapters.watched import made

    module, _ = made(Block, Convention(), whole=True, heads=2)
    assert module.linear1.weight.shape == (32, 8)
