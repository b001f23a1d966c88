"""Notes and ledgers are untrusted: whatever they hold ends as text."""

import json
import re

import pytest
from audit_notes import write_notes
from audit_rows import claim, claims, ledger
from seen_page import Seen, read

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>",
    "<!-- --><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](//evil.example/a)",
    '[x](a.md "\\"><script>alert(1)</script>")',
    '[x](<a.md"onmouseover=alert(1)>)',
    "![x](https://evil.example/track.png)",
    "![x](../../../../etc/passwd)",
    '![x"onerror=alert(1)](data:image/svg+xml,<svg/onload=alert(1)>)',
    '<https://evil.example/"onclick=alert(1)>',
    "`<script>alert(1)</script>`",
    "```<script>\nalert(1)\n```",
    "```math\n\\text{</svg><script>alert(1)</script>}\n```",
    "$\\href{javascript:alert(1)}{x}$",
    "$</svg><script>alert(1)</script>$",
    "| <script>alert(1)</script> |\n|---|\n| <b onclick=alert(1)> |",
    "## <script>alert(1)</script>",
    "# {{ 7 * 7 }} {% include 'page.js' %} /*script*/ /*style*/",
    "[<script>alert(1)</script>](../claims/test_01_rnn.py#test_<script>)",
    "</article></main></body><script>alert(1)</script>",
]
KNOWN_TAGS = """
html head meta title link style script body nav main header section article aside figure figcaption
h1 h2 h3 h4 p div span a ul ol li dl dt dd table thead tbody tfoot tr th td pre code small strong em
i br hr blockquote img form label input select option button
svg defs symbol use path circle rect g text
"""


def harmless(page):
    seen = Seen(page)
    assert set(seen.tags) <= set(KNOWN_TAGS.split())
    assert seen.tags.count("script") == seen.tags.count("style") == 1
    assert not [k for _, k, _ in seen.attributes if k.startswith("on")]
    schemes = {re.match(r"([a-z]+):|", v.lower())[1] for v in seen.values("href")}
    assert schemes <= {None, "https", "http", "mailto", "data"}
    assert all(v.startswith("data:image/") for v in seen.values("src"))
    assert [v for v in seen.values("href") if v.startswith("data:")] == ["data:,"]
    assert not [v for v in seen.values("href") if v.startswith("//")]
    return seen


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_notes_end_as_text(tmp_path, text):
    write_notes(tmp_path, claims()[:1])
    note = tmp_path / "notes" / "01_rnn.md"
    note.write_text(f"{text}\n\n{note.read_text()}\n\n{text}\n")

    harmless(read(tmp_path, ledger(claims()[:1])))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ledgers_end_as_text(tmp_path, text):
    def spoil(value):
        if isinstance(value, dict):
            return {k: spoil(v) for k, v in value.items()} | {text: text}
        if isinstance(value, list):
            return [spoil(v) for v in value]
        return text if isinstance(value, str) and value not in KEPT else value

    rows = claims()
    audit = ledger(rows[:1])
    write_notes(tmp_path, rows[:1])
    spoiled = json.loads(json.dumps({k: spoil(v) for k, v in audit.items()}))

    harmless(read(tmp_path, spoiled))


KEPT = {"HOLDS", "holds", "checked", "sampled", "turned", "same"}


@pytest.mark.parametrize("path", ["../secret.md", "/etc/passwd", "notes/../../secret.md"])
def test_no_file_outside_the_project_is_read(tmp_path, path):
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "secret.md").write_text("SECRET")
    row = claim("01_rnn/a", "A sentence.", []) | {"note": path}

    assert "SECRET" not in read(root, ledger([row]))
