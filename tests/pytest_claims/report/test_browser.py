"""The page in a real browser."""

from random import Random

import pytest
from audit_notes import write_notes
from audit_rows import case, claim, claims, ledger

from pytest_claims.report.page import write_report

CLAIM = "03_lstm/gradient-outlives-rnn"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    root = tmp_path_factory.mktemp("project")
    write_notes(root, claims())
    return write_report(ledger(), root, root / "out").as_uri()


@pytest.fixture
def page(browser, address):
    """The page at 1280 px; what it says on the console or asks of others fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request", lambda r: r.url == address or r.url[:5] == "data:" or complaints.append(r.url)
    )
    opened.goto(address)
    yield opened
    context.close()
    assert complaints == []


def sentence(page, id=CLAIM):
    return page.locator(f'a.claim[data-claim="{id}"]')


def evidence(page, id=CLAIM):
    return page.locator(f'[id="{id}"]')


def shown(page):
    return page.locator("#claims li[data-id]:visible")


def test_evidence_opens_and_closes_by_mouse(page):
    assert not evidence(page).is_visible()

    sentence(page).click()
    assert evidence(page).is_visible()
    assert sentence(page).get_attribute("aria-expanded") == "true"
    assert page.url.endswith(f"#{CLAIM}")

    evidence(page).get_by_role("button", name="Close").click()
    assert not evidence(page).is_visible()


def test_evidence_opens_and_closes_by_keyboard(page):
    sentence(page).focus()
    page.keyboard.press("Enter")
    assert evidence(page).is_visible()

    page.keyboard.press("Escape")
    assert not evidence(page).is_visible()
    assert page.evaluate("document.activeElement.dataset.claim") == CLAIM


def test_j_and_k_step_from_claim_to_claim(page):
    visited = []
    for key in "jjk":
        page.keyboard.press(key)
        visited.append(page.evaluate("document.activeElement.dataset.claim"))

    first, second = [a.get_attribute("data-claim") for a in page.locator("a.claim").all()[:2]]
    assert visited == [first, second, first]


def test_an_address_opens_its_claim(page, address):
    page.goto(f"{address}#{CLAIM}")
    page.reload()

    assert evidence(page).is_visible()
    assert 0 <= sentence(page).bounding_box()["y"] < 900


def test_a_link_to_a_claim_opens_it_in_place(page):
    page.locator(f'.argument a[href="#{CLAIM}"]').click()

    assert evidence(page).is_visible()


@pytest.mark.parametrize(
    ("choice", "value", "fits"),
    [
        ("by-note", "03_lstm", lambda row: row["id"].startswith("03_lstm/")),
        (
            "by-verdict",
            "refuted",
            lambda row: row["verdict"] == "REFUTED" and not row["as_declared"],
        ),
        ("by-mark", "trained", lambda row: "trained" in row["marks"]),
        (
            "by-kind",
            "checked",
            lambda row: any(
                c["class"] == "checked" for k in row["cases"] for c in k.get("comparisons", [])
            ),
        ),
    ],
)
def test_filters_leave_what_fits(page, choice, value, fits):
    wanted = [row["id"] for row in claims() if fits(row)]

    page.locator(f"#{choice}").select_option(value)

    assert [li.get_attribute("data-id") for li in shown(page).all()] == wanted
    assert f"{len(wanted)} of 15 claims" in page.locator("#found").inner_text()
    assert page.locator("a.claim:not(.aside)").count() == len(wanted)


def test_search_finds_words_in_any_order(page):
    page.keyboard.press("/")
    page.keyboard.type("RNN gradient")

    assert [li.get_attribute("data-id") for li in shown(page).all()] == [CLAIM]


def test_the_command_is_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sentence(page).click()
    evidence(page).get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("pytest claims/test_03_lstm.py::test_gradient_outlives_rnn")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(browser, address, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.getElementById('open-all').click()")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_text_is_legible_in_both_schemes(browser, address):
    """WCAG's 4.5 : 1 for what carries a verdict, on paper and on the evidence's ground."""
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(address)
        assert page.evaluate(CONTRASTS) == []
        context.close()


CONTRASTS = """() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const inks = ["--ink", "--quiet", "--holds", "--belief", "--wrong", "--doubt"];
  return inks.flatMap((ink) => ["--paper", "--wash"].map((ground) => [ink, ground]))
    .filter(([ink, ground]) => ratio(light(ink), light(ground)) < 4.5);
}"""


def test_it_works_without_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}#{CLAIM}")

    assert evidence(page).is_visible()
    assert not evidence(page, "01_rnn/lag-alone-needs-gates").is_visible()
    context.close()


def test_five_hundred_claims_and_five_thousand_cases_answer_at_once(browser, tmp_path):
    random = Random(0)
    tested = [case(random, f"lag={n}", decades=True) for n in range(10)]
    rows = [claim(f"01_note/claim-{n}", f"Claim {n} says this.", tested) for n in range(500)]
    write_notes(tmp_path, rows)
    page = browser.new_page()
    page.goto(write_report(ledger(rows), tmp_path, tmp_path / "out").as_uri())

    waited = page.evaluate(
        """async () => {
          const began = performance.now();
          document.querySelector('a.claim[data-claim="01_note/claim-250"]').click();
          document.getElementById("search").value = "says 333";
          document.getElementById("search").dispatchEvent(new Event("input", { bubbles: true }));
          await new Promise(requestAnimationFrame);
          return performance.now() - began;
        }"""
    )

    assert waited < 1000
    assert shown(page).count() == 1
