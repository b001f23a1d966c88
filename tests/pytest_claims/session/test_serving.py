"""The process that measures for a worker: what it hears, answers and lets be; it is not started."""

import pickle
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace

import pytest
import toy_bench

from pytest_claims.cluster.order import Made, Order
from pytest_claims.cluster.working import received, send
from pytest_claims.measuring.instrument import NotTested
from pytest_claims.session import serving
from pytest_claims.session.serving import Orders, Serving, answer, differing

NORMAL = toy_bench.of(toy_bench.normal)
SAID = {"toy.py": "1", "other.py": "2"}


@pytest.fixture
def instrument(tmp_path, monkeypatch):
    made = toy_bench.instrument(tmp_path)
    monkeypatch.setattr(made, "said", lambda measurements, look: SAID)
    return made


def order(instrument, *, look=0, **changes):
    (piece,) = instrument.pieces(NORMAL, look)
    return Order(
        **{"measurement": NORMAL, "look": look, "key": piece.key, "sources": SAID} | changes
    )


def test_what_is_ordered_is_measured_and_sent_home(instrument):
    for look, replicas in ((0, 24), (1, 24), (2, 48)):
        asked = order(instrument, look=look)
        made = answer(instrument, pickle.dumps(asked), None)

        assert (made.key, made.record["replicas"]) == (asked.key, replicas)
        assert made == Made(asked.key, made.record)


def test_what_cannot_be_read_or_is_something_else_here_is_refused(instrument):
    other = {"toy.py": "9", "other.py": "2"}

    assert answer(instrument, b"x", None).refused.startswith("what was ordered is not known (")
    assert answer(instrument, b"x", None).key == ""
    asked = order(instrument, sources=other)
    assert answer(instrument, pickle.dumps(asked), None) == Made(asked.key, refused="toy.py differ")
    asked = order(instrument, key="0" * 64)
    assert answer(instrument, pickle.dumps(asked), None).refused.startswith(
        "what is installed here"
    )
    assert differing(instrument, order(instrument)) == ""


def test_what_was_not_repeated_is_told_once(instrument):
    instrument.store.mark_skipped("one")
    made = [answer(instrument, pickle.dumps(order(instrument, look=k)), None) for k in (0, 1)]

    assert [m.unrepeated for m in made] == [1, 0]


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (NotTested("no gates"), {"limit": "no gates"}),
        (KeyError("x"), {"problem": "KeyError: 'x'"}),
    ],
)
def test_what_stops_a_measurement_is_sent_home(instrument, monkeypatch, problem, said):
    def stop(piece):
        raise problem

    asked = order(instrument)
    monkeypatch.setattr(instrument, "record", stop)

    assert answer(instrument, pickle.dumps(asked), None) == Made(asked.key, **said)


def test_an_order_is_measured_alone_as_a_claim_is(instrument, monkeypatch):
    done, record = [], instrument.record

    @contextmanager
    def isolated():
        done.append("alone")
        yield
        done.append("left")

    monkeypatch.setattr(instrument, "isolated", isolated)
    monkeypatch.setattr(instrument, "record", lambda piece: done.append("made") or record(piece))
    asked = order(instrument)

    assert answer(instrument, pickle.dumps(asked), None).record
    assert done == ["alone", "made", "left"]


def test_orders_take_the_place_of_whatever_a_session_would_collect(monkeypatch):
    item = SimpleNamespace()
    monkeypatch.setattr(Orders, "from_parent", lambda session, name: item)
    session, here = SimpleNamespace(), Serving("orders", "answers")

    assert here.pytest_collection(session) is True
    assert (session.items, session.testscollected, item.serving) == ([item], 1, here)


def test_nothing_is_collected_beside_the_orders(monkeypatch):
    class Claims:
        def pytest_collection(self, session):
            pytest.fail("it collects")

    monkeypatch.setattr(Orders, "from_parent", lambda session, name: SimpleNamespace())
    manager = pytest.PytestPluginManager()
    manager.register(Serving("orders", "answers"))
    manager.register(Claims())

    assert manager.hook.pytest_collection(session=SimpleNamespace()) is True


@pytest.mark.parametrize("broken", [False, True])
def test_orders_are_answered_until_they_end_and_the_instrument_is_let_go(monkeypatch, broken):
    done = []
    instrument = SimpleNamespace(
        begin=lambda: done.append("began"), close=lambda: done.append("closed"), standing="standing"
    )

    def answered(given, payload, standing):
        assert (given, standing) == (instrument, "standing")
        if broken:
            raise KeyError("x")
        return payload.decode()

    for name in ("instrument_of", "Implementations"):
        monkeypatch.setattr(serving, name, lambda *given: instrument)
    monkeypatch.setattr(serving.settings, "read", lambda config: "settings")
    monkeypatch.setattr(serving, "find_experiments", lambda *given: done.append(given))
    monkeypatch.setattr(serving, "answer", answered)
    orders, answers = BytesIO(), BytesIO()
    for payload in (b"one", b"two"):
        send(orders, payload)
    orders.seek(0)
    item = SimpleNamespace(config="a config", serving=Serving(orders, answers))
    if broken:
        with pytest.raises(KeyError):
            Orders.runtest(item)
    else:
        Orders.runtest(item)
    answers.seek(0)

    assert done == [("a config", "settings"), "began", "closed"]
    found = [] if broken else ["one", "two"]
    assert [pickle.loads(received(answers)) for _ in found] == found
    assert not received(answers)


def test_answers_go_where_output_went_and_what_is_printed_to_errors(monkeypatch):
    calls = []
    fake = SimpleNamespace(
        dup=lambda fd: f"copy of {fd}",
        dup2=lambda one, other: calls.append((one, other)),
        fdopen=lambda fd, mode: calls.append((fd, mode)) or fd,
    )
    monkeypatch.setattr(serving, "os", fake)
    monkeypatch.setattr(serving.pytest, "main", lambda *given: calls.append(given) or 3)

    assert serving.main("/root", "--claims-seed", "7") == 3
    *plumbing, (arguments, plugins) = calls
    assert plumbing == [("copy of 1", "wb"), (2, 1), ("copy of 0", "rb")]
    assert plugins == [Serving("copy of 0", "copy of 1")]
    assert arguments[:3] == ["/root", "--rootdir", "/root"]
    assert arguments[3:] == [
        *("-s", "-q", "-n0", "-p", "no:cacheprovider", "--assert=plain"),
        *("--claims-seed", "7"),
    ]


@pytest.mark.parametrize(("mode", "is_known"), [("importlib", False), ("prepend", True)])
def test_what_an_experiment_defines_is_known_by_the_name_that_pytest_gives_it(
    monkeypatch, tmp_path, mode, is_known
):
    monkeypatch.setattr(serving.sys, "path", ["there"])
    config = SimpleNamespace(getoption=lambda name: {"importmode": mode}[name])
    serving.find_experiments(config, SimpleNamespace(root=tmp_path, experiments="experiments"))

    assert serving.sys.path == [str(tmp_path / "experiments")] * is_known + ["there"]
