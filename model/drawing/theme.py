"""Theme tokens: every colour of the drawing and of the window by its meaning, in a light and a dark theme."""

from typing import Literal

ThemeName = Literal["light", "dark"]


def mixed(first: str, second: str, share: float) -> str:
    """The colour that lies this share of the way (0–1) from the first to the second, as #RRGGBB."""
    ones = (int(first[i : i + 2], 16) for i in (1, 3, 5))
    others = (int(second[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(ones, others, strict=True))


THEMES: dict[ThemeName, dict[str, str]] = {
    "light": {
        "paper": "#FFFFFF",
        "wash": "#F7F6F3",
        "wash2": "#EEECE6",
        "rule": "#DAD6CE",
        "rule2": "#A8A297",
        "edge": "#8C867B",
        "ink": "#1C1F23",
        "inkHover": "#33383E",
        "ink2": "#454A50",
        "ink3": "#666B72",
        "pos": "#0A6C8F",
        "posT": "#DCEBF1",
        "neg": "#B5380F",
        "negT": "#F8E4DB",
        "negTT": "#FCF3EE",
        "negArea": mixed("#F8E4DB", "#B5380F", 0.10),
        "negL": mixed("#F8E4DB", "#B5380F", 0.40),
        "posL": mixed("#DCEBF1", "#0A6C8F", 0.34),
        "warn": "#855C00",
        "warnF": "#F2B632",
        "warnLine": "#1C1F23",
        "onWarn": "#1C1F23",
        "mtm": "#5A3E9B",
        "mtmT": "#ECE7F6",
        "d": "#3D6B4F",
        "noteSand": "#F1E8D2",
        "noteStone": "#E6E2DA",
        "noteSage": "#DFE7DA",
        "noteMist": "#DDE4EA",
        "white": "#FFFFFF",
    },
    "dark": {
        "paper": "#15181C",
        "wash": "#1D2126",
        "wash2": "#252A30",
        "rule": "#3A4048",
        "rule2": "#6B737D",
        "edge": "#7C848E",
        "ink": "#F2F1EE",
        "inkHover": "#D9D8D4",
        "ink2": "#C9CCD0",
        "ink3": "#9BA1A8",
        "pos": "#5DB7D9",
        "posT": "#163543",
        "neg": "#F0875F",
        "negT": "#46241A",
        "negTT": "#2B1D19",
        "negArea": mixed("#46241A", "#F0875F", 0.10),
        "negL": mixed("#46241A", "#F0875F", 0.45),
        "posL": mixed("#163543", "#5DB7D9", 0.45),
        "warn": "#E0B252",
        "warnF": "#F2C14E",
        "warnLine": "#F2C14E",
        "onWarn": "#15181C",
        "mtm": "#B39DEB",
        "mtmT": "#2C2544",
        "d": "#8CC4A0",
        "noteSand": "#443D2B",
        "noteStone": "#3A3E44",
        "noteSage": "#303D33",
        "noteMist": "#2C3844",
        "white": "#15181C",
    },
}
"""Token to #RRGGBB; `white` is text on filled marks, `warnLine` the outline of the weak handover's diamond,
`negL` and `posL` wide lines between things."""
