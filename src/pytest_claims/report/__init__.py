"""The audit as a page that people would rather read than the log."""
