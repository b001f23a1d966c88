"""What is measured: a score for each seed."""
