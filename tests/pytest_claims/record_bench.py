"""A record of evidence."""

import numpy as np

from pytest_claims.plain import digest

IDENTITY = {"probe": "toy:score", "seed": 0, "conditions": {"gain": "größer"}}
KEY = digest(IDENTITY)
VALUES = np.array([1 / 3, np.inf, -np.inf, -0.0, 2.5e-308])
