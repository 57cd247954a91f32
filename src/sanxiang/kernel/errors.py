"""What goes wrong in front of a person."""


class Refused(Exception):
    """A request that can't be carried out. The text is one sentence for the person: what to mend."""

    def __init__(self, sentence: str, *, code: str = "refused", status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.status = status
