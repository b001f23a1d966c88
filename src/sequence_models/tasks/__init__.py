"""Synthetic tasks whose difficulty has one cause."""

from sequence_models.tasks.adding import Adding as Adding
from sequence_models.tasks.copying import Copying as Copying
from sequence_models.tasks.delayed_recall import DelayedRecall as DelayedRecall
from sequence_models.tasks.first_symbol import FirstSymbol as FirstSymbol
from sequence_models.tasks.sample_and_hold import SampleAndHold as SampleAndHold
