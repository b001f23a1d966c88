"""What is measured: an error for each seed."""
