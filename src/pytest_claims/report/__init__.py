"""The audit as a page that people would rather read than the log."""

from pytest_claims.report.page import write_report as write_report
