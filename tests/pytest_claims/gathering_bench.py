"""Claims to gather for, and a cluster of one worker in this process."""

import pickle

import numpy as np
import toy_bench as toy

from pytest_claims.declaring.measurement import Substitution
from pytest_claims.session.serving import answer


def high(*, seeds):
    return toy.normal(seeds=seeds) + 5


def slightly(*, seeds):
    return toy.normal(seeds=seeds) + 0.5


def flat(*, seeds):
    return np.zeros(len(seeds)) - 1


class Known:
    """Sources that say the same of everything."""

    def __init__(self, said):
        self.answer = said

    def of(self, *targets):
        return self

    files = ()

    def said(self, files):
        return self.answer


def instrument(folder, said=None):
    made = toy.instrument(folder)
    made.sources = Known(said or {"toy.py": "as it is"})
    return made


class Cluster:
    """One worker; ``spoil`` may answer in its place."""

    def __init__(self, worker, spoil=lambda order, made: made):
        self.worker, self.spoil = worker, spoil
        self.orders, self.waiting = [], []

    def submit(self, order):
        self.orders.append(order)
        self.waiting.append(order)

    def answers(self):
        while self.waiting:
            order = self.waiting.pop()
            yield "worker", self.spoil(order, answer(self.worker, pickle.dumps(order), None))


def clear(measure):
    assert measure(high) > 2


def clear_too(measure):
    assert measure(high) > 1


def close(measure):
    assert measure(slightly) > 0


def flattened(body):
    """The control of this body: its one probe is the flat one."""
    return Substitution({slightly if body is close else high: flat})


def asked_for(cluster):
    return sorted((order.measurement.text, order.look) for order in cluster.orders)
