"""A page as a browser reads it."""

from html.parser import HTMLParser

from audit_rows import ledger

from pytest_claims.report.page import write_report


class Seen(HTMLParser):
    """Tags, attributes and text of a page, as a browser reads them."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def values(self, name):
        return [value for _, key, value in self.attributes if key == name]


def read(root, audit=None, **kinds):
    return write_report(
        ledger() if audit is None else audit, root, root / "out", **kinds
    ).read_text()
