"""A ledger without what differs from run to run."""

TIMES = ("seconds", "started", "took")
RESTS_ON = ("depends", "grounds", "digest")  # what a process has read


def timeless(document, names=(*TIMES, *RESTS_ON)):
    """The document without what bears one of these names."""
    if isinstance(document, dict):
        return {k: timeless(v, names) for k, v in document.items() if k not in names}
    return [timeless(v, names) for v in document] if isinstance(document, list) else document
