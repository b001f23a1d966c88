"""Probes that train: the same loop for every architecture, then one number per replica."""

from sequence_models.training.accuracy import trained_accuracy as trained_accuracy
