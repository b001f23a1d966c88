"""Probes that train: the same loop for every architecture, then one number per replica."""

from sequence_models.training.accuracy import trained_accuracy as trained_accuracy
from sequence_models.training.error import relative_error as relative_error
from sequence_models.training.loss import descent_loss as descent_loss
from sequence_models.training.loss import trained_loss as trained_loss
