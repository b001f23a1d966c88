"""The page tells what a claim names from what it leaves to defaults."""

from audit_notes import write_notes
from audit_rows import MEASUREMENT, claims
from seen_page import read

from pytest_claims.report.measured import conditions, defaults


def cases(**measurement):
    return [{"measurements": [measurement]}]


def test_named_settings_and_defaults_are_apart():
    (found,) = [cases(conditions={"lag": 4}, settings={"lag": 4, "hidden": 16, "rate": None})]

    assert list(conditions(found)) == [("lag", "4")]
    assert list(defaults(found)) == [("hidden", "16"), ("rate", "None")]


def test_setting_that_one_arm_names_and_another_leaves_is_told_of_both():
    found = cases(conditions={"gain": 2}, settings={"gain": 2}) + cases(settings={"gain": 1})

    assert list(conditions(found)) == [("gain", "2")]
    assert list(defaults(found)) == [("gain", "1")]


def test_condition_that_varies_reads_as_the_claim_writes_it():
    varied = {"class": "pytest_claims.declaring.population:Across", "values": [16, 32]}
    found = cases(conditions={"hidden": varied}, settings={"hidden": "across(16, 32)"})

    assert list(conditions(found)) == [("hidden", "across(16, 32)")]


def test_measurement_without_settings_shows_its_conditions():
    found = cases(conditions={"lag": 4})

    assert list(conditions(found)) == [("lag", "4")]
    assert list(defaults(found)) == []


def test_page_shows_named_settings_first_and_defaults_in_a_quieter_line(tmp_path):
    write_notes(tmp_path, claims())
    page = read(tmp_path)
    named, rest = page.index("<dt>Conditions</dt>"), page.index("<dt>By default</dt>")

    assert "chrono" in MEASUREMENT["settings"].keys() - MEASUREMENT["conditions"].keys()
    assert named < rest
    assert "<code>lag</code> = 16" in page[named:rest]
    assert "<code>chrono</code>" not in page[named:rest]
    assert page[rest:].startswith('<dt>By default</dt><dd class="quiet">')
    assert "<code>chrono</code> = None" in page[rest : rest + 300]
