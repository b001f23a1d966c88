"""What is done with an audit that has run: one module a command."""
