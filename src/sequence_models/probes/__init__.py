"""Instruments: one number per replica, without training."""

from sequence_models.probes.backpropagation import path_sum_error as path_sum_error
from sequence_models.probes.baseline import uninformed_loss as uninformed_loss
from sequence_models.probes.cost import multiply_accumulates as multiply_accumulates
from sequence_models.probes.cost import parameters as parameters
from sequence_models.probes.cost import sequential_depth as sequential_depth
from sequence_models.probes.gradient import gradient_retention as gradient_retention
from sequence_models.probes.memory import linear_share as linear_share
from sequence_models.probes.memory import memory_capacity as memory_capacity
from sequence_models.probes.spectrum import bound_excess as bound_excess
from sequence_models.probes.spectrum import isometry_defect as isometry_defect
from sequence_models.probes.spectrum import jacobian_norm as jacobian_norm
from sequence_models.probes.spectrum import lyapunov_exponent as lyapunov_exponent
from sequence_models.probes.spectrum import rate_gap as rate_gap
from sequence_models.probes.state import chunking_error as chunking_error
from sequence_models.probes.state import history_influence as history_influence
from sequence_models.probes.state import sign_retention as sign_retention
from sequence_models.probes.state import start_separation as start_separation
