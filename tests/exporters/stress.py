"""Maps that strain a page: everything at once with long names, scripts, and next to nothing."""

import datetime

from model.findings import (
    Action,
    Decision,
    Evidence,
    Initiative,
    Kpi,
    MomentThatMatters,
    NamedGap,
    PainPoint,
    Promise,
)
from model.ranks import spread
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Record,
    System,
    Touchpoint,
)
from tests.journeys import crowded_map, long_map, tiny_maps

DAY = datetime.date(2026, 11, 21)
SCRIPTS = {
    "english": (
        "Waits for an answer that does not come for a very long time",
        "Nobody here knew that I had been on the line three times before, and nobody wrote it down.",
    ),
    "hebrew": ("ממתין לתשובה מהחברה (3 ימים)", "„אף אחד כאן לא ידע שהתקשרתי כבר שלוש פעמים השבוע.“"),
    "arabic": ("ينتظر ردًا من الشركة لمدة 3 أيام", "لم يعرف أحد هنا أنني اتصلت ثلاث مرات هذا الأسبوع."),
    "japanese": (
        "三日間、会社からの返事を待っている",
        "ここの誰も、私が今週三回も電話したことを知りませんでした。",
    ),
    "german": (
        "Wartet auf die Rufnummernmitnahmebestätigungsbenachrichtigung",
        "Niemand wusste von der Rufnummernübertragungszuständigkeitsverteilung, und niemand fragte nach.",
    ),
}
LANGUAGES = {"english": "en", "hebrew": "he", "arabic": "ar", "japanese": "ja", "german": "de"}


def told_map(script: str, steps: int = 11, lists: int = 4) -> list[Record]:
    """A map in one script with something in every field that a page shows."""
    name, says = SCRIPTS[script]
    about = JourneyMap(
        id="jm_1",
        title=name,
        organisation=name,
        scenario=name,
        headline=says,
        lead=says,
        map_headline=name,
        language=LANGUAGES[script],
        currency="EUR",
        customers_per_month=1200,
        value_per_customer=300,
    )
    records: list[Record] = [about]
    records += [Persona(id=f"pe_{i}", name=name, role=says, share=0.5, rank=f"a{i}") for i in range(2)]
    records += [
        Phase(id=f"ph_{i}", title=name, when=name, customer_goal=says, rank=f"a{i}") for i in range(3)
    ]
    records += [Channel(id=f"ch_{i}", title=name, rank=f"a{i}") for i in range(3)]
    records += [Department(id=f"de_{i}", title=name, lead=name, rank=f"a{i}") for i in range(2)]
    records += [System(id=f"sy_{i}", title=name, rank=f"a{i}") for i in range(3)]
    records += [_step(i, steps, rank, name, says) for i, rank in enumerate(spread(steps))]
    records += [
        Handover(
            id=f"ho_{i}",
            source=f"tp_{i}",
            target=f"tp_{i + 1}",
            quality=("holds", "fails", "weak")[i % 3],
            label=name,
            failure=says,
            lost=(name,),
            owner=name if i % 2 else "",
        )
        for i in range(steps - 1)
    ]
    return [*records, *_findings(name, says, lists)]


def _step(number: int, steps: int, rank: str, name: str, says: str) -> Touchpoint:
    return Touchpoint(
        id=f"tp_{number}",
        title=f"{name} {number + 1}",
        place=(f"ph_{number * 3 // steps}", f"ch_{number % 3}", rank),
        department=f"de_{number % 2}",
        owner=name,
        mood={"pe_0": (1.5, -0.4, -1.8, 0.6)[number % 4], "pe_1": (0.2, -1.0)[number % 2]},
        believed=1.2,
        quote=says,
        customer_does=says,
        they_see=says,
        staff_do=says,
        unseen=says,
        opportunity=says,
        systems={f"sy_{number % 3}"},
        missing_systems={f"sy_{(number + 1) % 3}"} if number % 3 == 0 else set(),
        target={"title": name, "mood": 1.6, "they_see": says, "unseen": says},
    )


def _findings(name: str, says: str, lists: int) -> list[Record]:
    found: list[Record] = []
    for i in range(lists):
        rank, on = f"a{i}", f"tp_{i + 1}"
        found += [
            MomentThatMatters(id=f"mo_{i}", on=on, title=name, rank=rank),
            PainPoint(id=f"pa_{i}", on=on, text=says, rank=rank),
            Promise(
                id=f"pr_{i}",
                text=says,
                made_at="tp_0",
                kept_at={on},
                promised=1,
                delivered=8,
                unit="days",
                rank=rank,
            ),
            Evidence(
                id=f"ev_{i}", text=says, source=name, date=DAY, sample_size=412, supports={on}, rank=rank
            ),
            Kpi(
                id=f"kp_{i}",
                title=name,
                level=("customer", "operational", "financial")[i % 3],
                unit="%",
                now=61,
                target=80,
                measures={on},
                drives={f"kp_{i + 1}": 3} if i + 1 < lists else {},
                rank=rank,
            ),
            NamedGap(
                id=f"ng_{i}",
                title=f"{name} {i + 1}",
                gap_kind="handover",
                about={on, f"ho_{i}"},
                customers_say=says,
                we_believed=says,
                fix=says,
                owner=name,
                horizon="now",
                reach_says=name,
                moves={f"kp_{i}": 3},
                severity_override=92 - 9 * i if i < 8 else 20,
                severity_reason=says,
                rank=rank,
            ),
            Initiative(
                id=f"in_{i}",
                title=name,
                closes={f"ng_{i}"},
                starts=DAY + datetime.timedelta(30 * i),
                ends=DAY + datetime.timedelta(30 * i + 75),
                owner=name,
                cost=12000,
                rank=rank,
            ),
            Action(id=f"ac_{i}", text=says, owner=name, due=DAY, of=f"mo_{i}", rank=rank),
            Decision(id=f"dc_{i}", text=says, note=says, by=DAY, closes={f"ng_{i}"}, rank=rank),
        ]
    return found


def only_computed() -> list[Record]:
    """A map in which the room has named no gap and the rules find some."""
    return [one for one in told_map("english") if not isinstance(one, NamedGap | Initiative | Decision)]


def maps() -> dict[str, list[Record]]:
    """All of them by name."""
    told = {script: told_map(script) for script in SCRIPTS}
    return {
        **told,
        "many": told_map("english", 60, 13),
        "crowded": crowded_map(),
        "long": long_map(120),
        "only computed": only_computed(),
        **tiny_maps(),
    }
