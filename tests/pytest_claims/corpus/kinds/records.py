"""Evidence and ledgers that are damaged or forged between two runs: what is wrong is absent."""

import json
from collections.abc import Callable
from pathlib import Path

from corpus.tiny import FALSE, NO_CONTROL, TRUE, Tiny

Change = Callable[[Path], None]


def evidence(root: Path) -> list[Path]:
    """The records, in order."""
    return sorted((root / ".claims" / "evidence").glob("[0-9a-f][0-9a-f]/*.json"))


def each_record(change: Change) -> Change:
    """Do this to every record."""

    def damage(root: Path) -> None:
        records = evidence(root)
        assert records
        for record in records:
            change(record)

    return damage


def said(text: str) -> Change:
    return each_record(lambda record: record.write_text(text))


def nines(record: Path) -> None:
    """Every number is 9, in the same form."""
    content = json.loads(record.read_text())
    content["values"] = [9.0 for _ in content["values"]]
    record.write_text(json.dumps(content))


def one_digit(record: Path) -> None:
    """The first digit of the first value is another."""
    content = json.loads(record.read_text())
    content["values"][0] = content["values"][0] + 100
    record.write_text(json.dumps(content))


def one_value(record: Path) -> None:
    content = json.loads(record.read_text())
    content["values"] = content["values"][:1]
    record.write_text(json.dumps(content))


def other_identity(record: Path) -> None:
    content = json.loads(record.read_text())
    content["identity"]["seed"] = 1
    record.write_text(json.dumps(content))


def a_folder(record: Path) -> None:
    record.unlink()
    record.mkdir()


def dangling(record: Path) -> None:
    record.unlink()
    record.symlink_to("nowhere")


def swapped(root: Path) -> None:
    """Each record's text stands in another's file."""
    records = evidence(root)
    texts = [record.read_text() for record in records]
    for record, text in zip(records, texts[1:] + texts[:1], strict=True):
        record.write_text(text)


def removed(root: Path) -> None:
    for record in evidence(root):
        record.unlink()


def ledger(text: str) -> Change:
    """The ledger says this."""

    def write(root: Path) -> None:
        (root / ".claims" / "audit.json").write_text(text)

    return write


def edited_ledger(change: Callable[[dict], None]) -> Change:
    """One thing in the ledger is another."""

    def edit(root: Path) -> None:
        path = root / ".claims" / "audit.json"
        document = json.loads(path.read_text())
        change(document)
        path.write_text(json.dumps(document))

    return edit


def ledger_folder(root: Path) -> None:
    path = root / ".claims" / "audit.json"
    path.unlink()
    path.mkdir()


def measured_again(damage: Change, says: tuple[str, ...] = ("*",)) -> Tiny:
    """The damaged evidence is not used: the true one holds and the false one does not."""
    return Tiny(
        "evidence that cannot be read",
        TRUE,
        b=FALSE,
        verdict_of_b="REFUTED",
        status=1,
        says=("*01_toy/b: REFUTED*0 wins, 24 losses in 24*", *says),
        then=damage,
        how=NO_CONTROL,
        kept=frozenset(),
    )


def absent(damage: Change) -> Tiny:
    """The damaged ledger is not read, and one line says so; the verdicts are found again."""
    return Tiny(
        "a ledger that cannot be read", TRUE, b=TRUE, then=damage, how=NO_CONTROL, says=("*",)
    )


def row(change: Callable[[dict], None]) -> Change:
    return edited_ledger(lambda document: change(document["claims"][0]))


DEEP = "[" * 100_000 + "]" * 100_000

PROJECTS = {
    "all nines": measured_again(each_record(nines)),
    "one digit": measured_again(each_record(one_digit)),
    "one value": measured_again(each_record(one_value)),
    "another identity": measured_again(each_record(other_identity)),
    "swapped records": measured_again(swapped),
    "an empty object": measured_again(said("{}")),
    "null": measured_again(said("null")),
    "a list": measured_again(said("[1, 2]")),
    "half a record": measured_again(said('{"identity": {"seed": 0}, "val')),
    "an empty file": measured_again(said("")),
    "deep nesting": measured_again(said(DEEP)),
    "a folder in its place": measured_again(each_record(a_folder)),
    "a link to nowhere": measured_again(each_record(dangling)),
    "no record": measured_again(removed, says=()),
    "an untouched store": Tiny(
        "evidence that can be read",
        TRUE,
        b=TRUE,
        then=lambda root: None,
        kept=frozenset({"a", "b"}),
        how=NO_CONTROL,
    ),
    "a ledger of null": absent(ledger("null")),
    "a ledger that is a list": absent(ledger("[]")),
    "a ledger that is empty": absent(ledger("")),
    "a ledger cut short": absent(ledger('{"schema": 1, "claims": [{"id": "01_')),
    "a ledger of deep nesting": absent(ledger(DEEP)),
    "a ledger with a row without id": absent(row(lambda r: r.pop("id"))),
    "a ledger without cases": absent(row(lambda r: r.update(cases=None))),
    "a ledger with words for seconds": absent(row(lambda r: r["cases"][0].update(seconds="x"))),
    "a ledger with a forged verdict": absent(row(lambda r: r.update(verdict="VACUOUS"))),
    "a ledger that is a folder": Tiny(
        "a ledger that cannot be read",
        TRUE,
        verdict=None,
        then=ledger_folder,
        how=NO_CONTROL,
        says=("*counts as absent*Is a directory*", "*cannot be written: Is a directory*"),
    ),
    "a ledger that is gone": Tiny(
        "a ledger that can be read",
        TRUE,
        b=TRUE,
        then=lambda root: (root / ".claims" / "audit.json").unlink(),
        how=NO_CONTROL,
        kept=frozenset({"a", "b"}),
    ),
    "a store that is gone": Tiny(
        "evidence that can be read",
        TRUE,
        b=TRUE,
        then=removed,
        how=NO_CONTROL,
        kept=frozenset(),
    ),
}
