"""An audit of prose: every assertion in a note is a claim that a test tries to refute.

In a claim file: the fixture ``measure`` and these names; in a probe: ``depends_on``.
"""

from pytest_claims.declaring.curve import largest as largest
from pytest_claims.declaring.curve import slope as slope
from pytest_claims.declaring.curve import smallest as smallest
from pytest_claims.declaring.declare import control as control
from pytest_claims.declaring.declare import no_control as no_control
from pytest_claims.declaring.functions import log10 as log10
from pytest_claims.declaring.population import across as across
from pytest_claims.declaring.population import over as over
from pytest_claims.declaring.words import every as every
from pytest_claims.declaring.words import exact as exact
from pytest_claims.declaring.words import share as share
from pytest_claims.measuring.opened import depends_on as depends_on
