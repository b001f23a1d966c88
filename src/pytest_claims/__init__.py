"""An audit of prose: every assertion in a note is a claim that a test tries to refute.

In a claim file: the fixture ``measure`` and these names; in a probe: ``depends_on``.
"""

from pytest_claims.declaring.declare import control as control
from pytest_claims.declaring.declare import no_control as no_control
from pytest_claims.declaring.event import every as every
from pytest_claims.declaring.event import share as share
from pytest_claims.measuring.opened import depends_on as depends_on
