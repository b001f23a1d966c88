"""The last line of each derivation in math/, as a function."""

from sequence_models.theory.rnn import Baselines as Baselines
from sequence_models.theory.rnn import Latch as Latch
from sequence_models.theory.rnn import TwoUnitHold as TwoUnitHold
from sequence_models.theory.rnn import baselines as baselines
from sequence_models.theory.rnn import copying_bound as copying_bound
from sequence_models.theory.rnn import gradient_paths as gradient_paths
from sequence_models.theory.rnn import jacobian_bound as jacobian_bound
from sequence_models.theory.rnn import latch as latch
from sequence_models.theory.rnn import linear_memory_bound as linear_memory_bound
from sequence_models.theory.rnn import linear_rate as linear_rate
from sequence_models.theory.rnn import memory_capacity as memory_capacity
from sequence_models.theory.rnn import truncation_bias as truncation_bias
from sequence_models.theory.rnn import two_unit_hold as two_unit_hold
