"""What people say about the records of a map: each verb is one step with a name that undo can show."""

from datetime import datetime

from model.findings import Comment
from model.records import LONGEST_TEXT
from model.rules import GONE, Refused
from model.store import Store


def comments_on(store: Store, record: str) -> list[Comment]:
    """What was said about a record, the oldest first."""
    said = (store.find(Comment, one) for one in store.referring_to(record))
    return sorted((one for one in said if one is not None and one.on == record), key=_when)


def all_comments(store: Store) -> list[Comment]:
    """Everything that was said about any record: the open ones first, of each the newest first."""
    said = sorted(store.of(Comment).values(), key=_when, reverse=True)
    return sorted(said, key=lambda one: one.resolved)


def _when(comment: Comment) -> tuple[float, str]:
    """When something was said; what bears no time comes first."""
    at = comment.at
    try:
        return (at.timestamp() if at is not None else 0.0), comment.id
    except (OverflowError, ValueError, OSError):  # A year that this system's clock does not know.
        return 0.0, comment.id


def comment_on(store: Store, record: str, text: str, author: str, at: datetime) -> str:
    """Say something about a record; returns the comment's id."""
    text = text.strip()[:LONGEST_TEXT]
    if record not in store or isinstance(store[record], Comment):
        raise Refused(GONE)
    if not text:
        raise Refused("There is nothing said yet.")
    with store.transaction("Comment") as change:
        return change.create(Comment, on=record, text=text, author=author, at=at)


def resolve(store: Store, comment: str, is_resolved: bool = True) -> None:
    """Settle a comment, or open it again."""
    if store.find(Comment, comment) is None:
        raise Refused(GONE)
    with store.transaction("Resolve a comment" if is_resolved else "Reopen a comment") as change:
        change.update(comment, resolved=is_resolved)
