"""An audit of prose: every assertion in a note is a claim that a test tries to refute.

In a claim file: the fixture ``measure`` and these names.
"""

from claimcheck.declare import control as control
from claimcheck.declare import no_control as no_control
from claimcheck.event import every as every
from claimcheck.event import share as share
