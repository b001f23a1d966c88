"""Populations as a browser shows them: they fit, and can be read."""

import pytest
from audit_notes import write_notes
from audit_population import RATES, TASKS, WIDTHS, population
from audit_rows import claim, ledger

from pytest_claims.report.page import write_report


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_populations_fit_the_window_and_are_legible(browser, tmp_path, width, scheme):
    """Also in a cell of the map that is shaded as deeply as any."""
    cases = [population(WIDTHS, RATES), population(WIDTHS, RATES, TASKS, behind=("hidden=128",))]
    rows = [
        claim(id, f"This is {id}.", [found])
        for id, found in zip(["01_a/x", "01_a/y"], cases, strict=True)
    ]
    write_notes(tmp_path, rows)
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(write_report(ledger(rows), tmp_path, tmp_path / "out").as_uri())
    page.evaluate("document.getElementById('open-all').click()")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator('ol[aria-label="Wins by hidden"] li').count() == 4
    tops = {li.bounding_box()["y"] for li in page.locator(".columns ol").first.locator("li").all()}
    assert len(tops) == 1
    assert page.evaluate(CELL_CONTRAST) >= 4.5
    context.close()


CELL_CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const light = (...colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const cell = document.querySelector(".map tbody td"), style = getComputedStyle(cell);
  const ground = getComputedStyle(cell.closest("aside")).backgroundColor;
  const pair = [light(style.color), light(ground, style.backgroundColor)];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""
