"""Architectures from scratch: tensors, autograd and parameters; nothing that is a model already."""

from sequence_models.architectures.blockwise import BlockwiseAttention as BlockwiseAttention
from sequence_models.architectures.encoder_decoder import AdditiveAttention as AdditiveAttention
from sequence_models.architectures.encoder_decoder import EncoderDecoder as EncoderDecoder
from sequence_models.architectures.gru import GRU as GRU
from sequence_models.architectures.interface import LayeredModel as LayeredModel
from sequence_models.architectures.interface import SequenceModel as SequenceModel
from sequence_models.architectures.interface import State as State
from sequence_models.architectures.leaky import LeakyRNN as LeakyRNN
from sequence_models.architectures.linear_attention import LinearAttention as LinearAttention
from sequence_models.architectures.lookup import LinearLookup as LinearLookup
from sequence_models.architectures.lookup import Lookup as Lookup
from sequence_models.architectures.lstm import LSTM as LSTM
from sequence_models.architectures.multi_query import GroupedQueryAttention as GroupedQueryAttention
from sequence_models.architectures.multi_query import MultiQueryAttention as MultiQueryAttention
from sequence_models.architectures.one_gate import OneGateRNN as OneGateRNN
from sequence_models.architectures.recomputed import RecomputedAttention as RecomputedAttention
from sequence_models.architectures.rnn import RNN as RNN
from sequence_models.architectures.transformer import Attention as Attention
from sequence_models.architectures.transformer import Transformer as Transformer
