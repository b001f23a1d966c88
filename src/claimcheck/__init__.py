"""An audit of prose: every assertion in a note is a claim that a test tries to refute.

In a claim file: the fixture ``measure`` and these names.
"""

from claimcheck.declare import control as control
from claimcheck.declare import no_control as no_control
from claimcheck.sample import every as every
from claimcheck.sample import share as share
