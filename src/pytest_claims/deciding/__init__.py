"""From numbers to verdicts, by exact decisions."""
