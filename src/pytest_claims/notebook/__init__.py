"""A claim that is tried out where no notes and no files are: in a notebook, at a prompt."""
