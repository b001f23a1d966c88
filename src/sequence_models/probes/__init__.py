"""Instruments: one number per replica, without training."""

from sequence_models.probes.gradient import gradient_retention as gradient_retention
from sequence_models.probes.half_life import gradient_half_life as gradient_half_life
from sequence_models.probes.path import direct_path_error as direct_path_error
from sequence_models.probes.path import full_path_error as full_path_error
from sequence_models.probes.path import path_excess as path_excess
from sequence_models.probes.state import carried_numbers as carried_numbers
from sequence_models.probes.state import largest_memory as largest_memory
from sequence_models.probes.state import mean_keep as mean_keep
from sequence_models.probes.state import shown_share as shown_share
