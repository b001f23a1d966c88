"""Synthetic tasks whose difficulty has one cause, and one real text."""

from sequence_models.tasks.adding import Adding as Adding
from sequence_models.tasks.copying import Copying as Copying
from sequence_models.tasks.counting import Counting as Counting
from sequence_models.tasks.delayed_recall import DelayedRecall as DelayedRecall
from sequence_models.tasks.fact_table import FactTable as FactTable
from sequence_models.tasks.first_symbol import FirstSymbol as FirstSymbol
from sequence_models.tasks.index_recall import IndexRecall as IndexRecall
from sequence_models.tasks.induction import Induction as Induction
from sequence_models.tasks.kept_beside import KeptBeside as KeptBeside
from sequence_models.tasks.permutations import Permutations as Permutations
from sequence_models.tasks.pointers import Pointers as Pointers
from sequence_models.tasks.recall_by_key import RecallByKey as RecallByKey
from sequence_models.tasks.repeating import Repeating as Repeating
from sequence_models.tasks.repeating_up_to import RepeatingUpTo as RepeatingUpTo
from sequence_models.tasks.running_parity import RunningParity as RunningParity
from sequence_models.tasks.said_twice import SaidTwice as SaidTwice
from sequence_models.tasks.sample_and_hold import SampleAndHold as SampleAndHold
from sequence_models.tasks.silence import SilentUntilAsked as SilentUntilAsked
from sequence_models.tasks.source import SecondOrderSource as SecondOrderSource
from sequence_models.tasks.sum_of_named import SumOfNamed as SumOfNamed
from sequence_models.tasks.sum_of_two import SumOfTwo as SumOfTwo
from sequence_models.tasks.text import Text as Text
from sequence_models.tasks.token_xor import TokenXor as TokenXor
from sequence_models.tasks.warped import WarpedRecall as WarpedRecall
