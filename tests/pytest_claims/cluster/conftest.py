"""What is gathered for claims."""

import pytest
import toy_bench as toy
from gathering_bench import Cluster, flattened, instrument

from pytest_claims.cluster.gathering import Gathering
from pytest_claims.cluster.need import need_of
from pytest_claims.deciding.trial import Case

ERROR = 0.001


@pytest.fixture
def gathered(tmp_path):
    """Gather for these bodies; the cluster, what came of it, and the cases."""

    def gathered(*bodies, said=None, mutants=None, **spoil):
        here = instrument(tmp_path / "here")
        worker = instrument(tmp_path / "there", said)
        cluster = Cluster(worker, **spoil)
        gathering = Gathering(here, cluster)
        cases = [
            Case(body, here, ERROR, controls=(flattened(body),), mutants=mutants or {})
            for body in bodies
        ]
        gathering.gather(map(need_of, cases))
        toy.log.asked.clear()
        return cluster, gathering, cases

    return gathered
