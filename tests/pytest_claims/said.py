"""What a run says in the terminal, line by line."""


class Said(list):
    """Stands for pytest's reporter: each line with the names of the colours that are on."""

    verbosity = 0

    def __init__(self, *lines):
        super().__init__(*lines)
        self.stats = {}

    def write_line(self, line, **markup):
        self.append((line, *[name for name, on in markup.items() if on]))

    def section(self, title):
        self.append((title, "section"))
