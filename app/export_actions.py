"""The ways of a map out of the house, a part of the table of actions."""

from app.action import A_MAP, A_STEP_ON_IT, Action

LEAVING = (
    Action(
        "export",
        "&Export…",
        "File",
        lambda w: w.desk.export(),
        ("Ctrl+E",),
        A_STEP_ON_IT,
        "export",
        after_line=True,
    ),
    Action("print", "&Print…", "File", lambda w: w.desk.print(), ("Ctrl+P",), A_STEP_ON_IT),
)
PICTURES = (
    Action(
        "copy_picture",
        "Cop&y as picture",
        "Edit",
        lambda w: w.desk.copy_picture(),
        ("Ctrl+Alt+C",),
        A_MAP,
    ),
)
