"""The audit as one run of pytest, in the user's process and on its workers."""
