"""Probes that train: the same loop for every architecture, then one number per replica."""

from sequence_models.training.accuracy import trained_accuracy as trained_accuracy
from sequence_models.training.characters import bits_per_character as bits_per_character
from sequence_models.training.continuing import looping_period as looping_period
from sequence_models.training.continuing import looping_share as looping_share
from sequence_models.training.counting import count_reach as count_reach
from sequence_models.training.counting import longest_count as longest_count
from sequence_models.training.decline import lost_accuracy as lost_accuracy
from sequence_models.training.error import relative_error as relative_error
from sequence_models.training.gates import keep_at_marks as keep_at_marks
from sequence_models.training.ladder import weight_on_previous as weight_on_previous
from sequence_models.training.ladder import weight_on_successor as weight_on_successor
from sequence_models.training.loss import descent_loss as descent_loss
from sequence_models.training.loss import trained_loss as trained_loss
from sequence_models.training.one_bit import one_bit_accuracy as one_bit_accuracy
from sequence_models.training.one_bit import recalled_bits as recalled_bits
from sequence_models.training.retention import dropped_half_life as dropped_half_life
from sequence_models.training.retention import memory_half_life as memory_half_life
from sequence_models.training.shown import shown_answer as shown_answer
from sequence_models.training.shown import shown_input as shown_input
from sequence_models.training.stretches import loss_in_use as loss_in_use
from sequence_models.training.transfer import transferred_accuracy as transferred_accuracy
from sequence_models.training.transfer import transferred_error as transferred_error
from sequence_models.training.updates import updates_to_learn as updates_to_learn
from sequence_models.training.written import written_accuracy as written_accuracy
