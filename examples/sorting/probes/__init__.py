"""What is counted: a number for each seed."""
