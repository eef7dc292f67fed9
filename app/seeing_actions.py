"""Theme, contrast and motion, a part of the table of actions."""

from app.action import Action


def _choice(what: str, name: str, text: str, menu: str = "View/Theme", after_line: bool = False) -> Action:
    return Action(
        f"{what}_{name}",
        text,
        menu,
        lambda w: w.seeing.choose(**{what: name}),
        is_on=lambda w: getattr(w.preferences.now, what) == name,
        after_line=after_line,
    )


SEEING = (
    _choice("theme", "system", "As the &system"),
    _choice("theme", "light", "&Light"),
    _choice("theme", "dark", "&Dark"),
    _choice("contrast", "high", "&High contrast", after_line=True),
    _choice("contrast", "normal", "&Normal contrast"),
    _choice("contrast", "system", "&Contrast as the system"),
    _choice("motion", "full", "Things &move", "View/Motion"),
    _choice("motion", "reduced", "&Nothing moves", "View/Motion"),
    _choice("motion", "system", "As the &system", "View/Motion"),
)
