"""Every attack of the campaign, and how often it is made at full size."""

from collections.abc import Callable
from random import Random

from campaign import disks, processes, records, texts
from campaign.score import Tally

ATTACKS: dict[str, tuple[Callable[[int, Random], Tally], int]] = {
    "evidence": (records.evidence, 1_000),
    "ledgers": (records.ledgers, 1_000),
    "kills": (processes.kills, 100),
    "crowd": (processes.crowd, 5),
    "orders": (processes.orders, 20),
    "in-a-row": (processes.in_a_row, 200),
    "disks": (disks.disks, 50),
    "mounted": (disks.mounted, 10),
    "notes": (texts.notes, 20_000),
    "page": (texts.page, 2_000),
}
