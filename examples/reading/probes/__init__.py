"""What is measured: a rate for each seed."""
