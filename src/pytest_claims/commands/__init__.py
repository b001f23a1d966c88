"""What the command line does beside the audit: one module a command."""
