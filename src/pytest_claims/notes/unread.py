"""Links to tests that no sentence could claim by: of HTML, of pictures, of no words."""

import re
from collections.abc import Iterator

from pytest_claims.faults import Fault, quote
from pytest_claims.notes.markdown import Inline
from pytest_claims.notes.outline import Outline, is_claim_file, leads

HTML = re.compile(r"""<\w[^<>]*?\s(?:href|src)\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE)
CURE = "Link the sentence in Markdown, [It says this.](address)"


def unread_faults(read: Outline) -> Iterator[Fault]:
    """Each link to a claim file by which nothing is claimed or cited."""
    for inline in read.inlines:
        for line, what, href in _unread(inline):
            path = leads(href, read.path)
            if path and is_claim_file(path, read.claims):
                yield Fault(read.path, line, f"{what} leads to {href} and claims nothing", CURE)


def _unread(inline: Inline) -> Iterator[tuple[int, str, str]]:
    """A line, what stands there, and where it leads."""
    for tag in HTML.finditer(inline.shape):
        yield inline.line_at(tag.start()), f"HTML, {quote(tag[0])},", tag[1]
    for row, source in inline.pictures:
        yield inline.line + row, "a picture", source
    for anchor in inline.anchors:
        if not any(map(str.isalnum, inline.text[anchor.start : anchor.end])):
            yield inline.line + anchor.row, "a link without words", anchor.href
