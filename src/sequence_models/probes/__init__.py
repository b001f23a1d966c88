"""Instruments: one number per replica, without training."""

from sequence_models.probes.gradient import gradient_retention as gradient_retention
