"""What a claim's body says when it is run: measurements, samples, events. Draws nothing."""
