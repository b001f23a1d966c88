"""Where something in a document can be replaced."""


def places(value: object):
    """Every place within plain data: what holds it, and under which name or number."""
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in pairs:
        yield value, key
        yield from places(inner)
