"""What a person asked for and cannot have, said in one sentence."""


class CannotDo(Exception):
    """Something that cannot be done: what happened, what is safe, what to do."""


class Misused(CannotDo):
    """Something that was asked for in a way that means nothing."""
