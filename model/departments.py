"""What a department's name says of it: which icon stands for it where departments are the lanes."""

import re

KNOWN: tuple[tuple[str, str], ...] = (
    (r"care|service|support|contact|assistance|help|hotline|complaints?|customer success", "headset"),
    (r"it|digital|online|e-?commerce|web|app|software|product|platform|technology|engineering", "web"),
    (r"marketing|brand|advertising|communications?|campaigns?|sales|membership|loyalty", "megaphone"),
    (r"insights?|research|analytics|data|quality|strategy", "chart"),
    (r"stores?|shops?|retail|branch(?:es)?|restaurants?|counters?|garages?", "store"),
    (r"logistics|transport|fulfil?lment|warehouses?|delivery|supply|shipping|parcels?|trade-in", "post"),
    (r"finance|payments?|billing|accounts?|accounting|claims|adjusters?|legal|risk|compliance", "ledger"),
    (
        r"operations?|repairs?|recovery|patrol|networks?|field|technical|technicians?|desk|back office",
        "wrench",
    ),
)
"""Words by which a department is known, the first that fits, and its icon."""


def icon_of_department(title: str) -> str:
    """The name of the icon of a department of this name; a person where its name says nothing."""
    said = title.casefold()
    return next((icon for words, icon in KNOWN if re.search(rf"\b(?:{words})\b", said)), "person")
