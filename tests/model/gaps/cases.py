"""For each rule: situations in which it fires, with the record it fires at, and those just beside them."""

from model.findings import Evidence, Kpi
from tests.model.gaps.situations import (
    APART,
    CRITICAL,
    Situation,
    but,
    initiative,
    made,
    moment,
    named,
    pain,
    promise,
    step,
    way,
)

UNTIL = [step("tp_4", "ph_3", ends="done"), way("tp_3", "tp_4")]

FIRES: dict[str, dict[str, tuple[Situation, str]]] = {
    "handover-fails": {"it fails": (but(ho_1={"quality": "fails"}), "ho_1")},
    "context-lost": {
        "something is lost": (but(ho_2={"lost": ["the case"]}), "ho_2"),
        "another channel and weak": (but(ho_1={"quality": "weak"}), "ho_1"),
    },
    "silo-crossing": {
        "fails": (but(ho_1={"quality": "fails"}, tp_2=APART), "ho_1"),
        "not judged yet": (but(ho_1={"quality": "unknown"}, tp_2=APART), "ho_1"),
        "used but missing": (but(ho_1={"quality": "weak"}, tp_2={"missing_systems": ["sy_crm"]}), "ho_1"),
        "shared, without customer data": (
            but(ho_1={"quality": "weak"}, tp_1={"systems": ["sy_cms"]}, tp_2={"systems": ["sy_cms"]}),
            "ho_1",
        ),
    },
    "sync-gap": {
        "not judged yet": (but(ho_1={"quality": "unknown"}, tp_2=APART), "ho_1"),
        "one team on both sides": (
            but(ho_1={"quality": "fails"}, tp_2=APART | {"department": "de_1"}),
            "ho_1",
        ),
    },
    "forced-switch": {"forced": (but(ho_1={"forced": True}), "ho_1")},
    "silent-wait": {
        "an hour to the minute": (but(tp_2={"wait_min": 60}), "tp_2"),
        "not told": (but(tp_2={"wait_min": 1440, "told_first": False}), "tp_2"),
        "between touchpoints": (but(ho_1={"wait_min": 1440}), "ho_1"),
    },
    "repeat-contact": {
        "rework": (but(way("tp_3", "tp_2", handover_kind="rework")), "ho_9"),
        "a circle": (but(way("tp_3", "tp_2")), "tp_2"),
        "back to itself": (but(way("tp_2", "tp_2")), "tp_2"),
    },
    "pain-point": {
        "at a touchpoint": (but(pain("tp_2")), "tp_2"),
        "at a handover": (but(pain("ho_1")), "ho_1"),
    },
    "unmet-need": {"not met": (but(tp_2={"need": "A list", "need_met": False}), "tp_2")},
    "promise-broken": {
        "by verdict": (but(promise(verdict="broken")), "pr_1"),
        "by figures": (but(promise(promised=1, delivered=1.5)), "pr_1"),
        "by figures, more is better": (but(promise(promised=3, delivered=2, lower_is_better=False)), "pr_1"),
    },
    "perception": {
        "exactly 1.0": (but(tp_2={"believed": 2.0}), "tp_2"),
        "exactly 1.0 in tenths": (but(tp_2={"believed": 0.6, "mood": {"pe_1": -0.4}}), "tp_2"),
    },
    "missing-system": {"needed": (but(tp_2={"missing_systems": ["sy_till"]}), "tp_2")},
    "scattered-data": {
        "two apart": (but(tp_2=APART), "ph_1"),
        "a third apart": (
            but(
                step("tp_4", "ph_1", systems=["sy_crm", "sy_till"]),
                tp_2=APART,
                sy_cms={"holds_customer_data": True},
                tp_1={"systems": ["sy_cms"]},
            ),
            "ph_1",
        ),
    },
    "barrier": {
        "nothing instead": (but(tp_2={"state": "retired"}), "tp_2"),
        "planned instead": (
            but(tp_2={"state": "retired", "replaced_by": "tp_3"}, tp_3={"state": "planned"}),
            "tp_2",
        ),
    },
    "single-way": {
        "one way": (but(tp_2={"demand_per_day": 64, "capacity_per_day": 48}), "tp_2"),
        "another way for one persona only": (
            but(
                step("tp_4", "ph_1", personas=["pe_2"]),
                way("tp_1", "tp_4"),
                way("tp_4", "tp_3", id="ho_8"),
                tp_2={"demand_per_day": 64, "capacity_per_day": 48},
            ),
            "tp_2",
        ),
    },
    "surge": {
        "too many": (but(tp_2={"demand_per_day": 48.5, "capacity_per_day": 48}), "tp_2"),
        "in a surge": (
            but(jm_1={"surge_factor": 3.0}, tp_2={"demand_per_day": 20, "capacity_per_day": 48}),
            "tp_2",
        ),
    },
    "dead-end": {
        "a leaf": (but(tp_3={"ends": None}), "tp_3"),
        "leads to nothing": (but(tp_3={"ends": None}, ho_2={"source": "tp_3", "target": "tp_gone"}), "tp_3"),
    },
    "gave-up": {
        "gave up": (but(tp_3={"ends": "gave_up"}), "tp_3"),
        "left for a competitor": (
            but(step("tp_4", "ph_2"), way("tp_2", "tp_4", handover_kind="exit")),
            "tp_2",
        ),
    },
    "no-recovery": {
        "a handover fails": (but(ho_2={"quality": "fails"}), "ho_2"),
        "a moment hurts": (but(moment("tp_2"), tp_2={"mood": {"pe_1": -0.1, "pe_2": -0.1}}), "tp_2"),
        "a moment on a handover hurts": (but(moment("ho_1"), tp_2={"mood": {"pe_1": -1.0}}), "ho_1"),
        "too late": (
            but(*UNTIL, way("tp_4", "tp_3", id="ho_8", handover_kind="recovery"), ho_1={"quality": "fails"}),
            "ho_1",
        ),
        "elsewhere": (
            but(
                step("tp_4", "ph_1"),
                way("tp_1", "tp_4"),
                way("tp_4", "tp_3", id="ho_8", handover_kind="recovery"),
                ho_1={"quality": "fails"},
            ),
            "ho_1",
        ),
    },
    "held-together": {
        "two teams": (but(tp_2=APART), "ho_1"),
        "online and offline": (but(tp_2=APART | {"department": "de_1"}), "ho_1"),
    },
    "unreachable": {
        "nothing leads there": (but(step("tp_4", "ph_2", ends="done")), "tp_4"),
        "not for one persona": (but(tp_2={"personas": ["pe_1"]}), "tp_3"),
        "nobody takes the way": (but(ho_2={"share": 0.0}), "tp_3"),
    },
    "no-evidence": {
        "a touchpoint": (but(less=["ev_1", "ev_2"]), "tp_2"),
        "a failing handover": (
            but(ev_1={"supports": ["tp_1", "tp_2", "tp_3"]}, less=["ev_2"], ho_1={"quality": "fails"}),
            "ho_1",
        ),
    },
    "single-source": {
        "one kind": (but(moment("tp_2"), less=["ev_2"]), "mo_1"),
        "none": (but(moment("tp_2"), less=["ev_1", "ev_2"]), "mo_1"),
    },
    "stale-evidence": {
        "a year old to the day": (but(ev_1={"date": "2025-11-21"}, less=["ev_2"]), "tp_2"),
        "no date": (but(made(Evidence, id="ev_3", supports=["tp_2"]), less=["ev_1", "ev_2"]), "tp_2"),
        "a moment": (
            but(moment("tp_2"), made(Evidence, id="ev_3", supports=["mo_1"], date="2020-01-01")),
            "mo_1",
        ),
    },
    "no-owner": {
        "no lead": (but(de_2={"lead": ""}), "tp_2"),
        "no department": (but(tp_2={"department": None}), "tp_2"),
        "a named gap": (but(named(owner=" ", moves={"kp_1": 1})), "ng_1"),
        "an initiative": (but(initiative(owner="")), "in_1"),
    },
    "no-escalation": {"to nobody": (but(de_1={"escalates_to": ""}), "de_1")},
    "unowned-handover": {"two teams": (but(ho_1={"owner": ""}), "ho_1")},
    "no-kpi": {
        "a moment": (but(moment("tp_2"), kp_1={"measures": []}), "mo_1"),
        "a named gap": (but(named(about=["tp_2"]), kp_1={"measures": []}), "ng_1"),
        "a critical gap": (but(tp_2=CRITICAL, kp_1={"measures": []}), "tp_2"),
    },
    "nice-to-have": {
        "drives nothing": (but(kp_1={"drives": {}}), "kp_1"),
        "in a circle": (but(made(Kpi, id="kp_3", drives={"kp_1": 1}), kp_1={"drives": {"kp_3": 1}}), "kp_1"),
    },
    "no-fix": {"a critical gap": (but(tp_2=CRITICAL), "tp_2")},
    "technology-only": {
        "one initiative": (but(initiative(closes=["gap:tp_2"], lever="technology"), tp_2=CRITICAL), "tp_2"),
        "of a named gap": (
            but(named(covers=["gap:tp_2"]), initiative(closes=["ng_1"], lever="technology"), tp_2=CRITICAL),
            "ng_1",
        ),
    },
}

SILENT: dict[str, dict[str, Situation]] = {
    "handover-fails": {
        "weak": but(ho_1={"quality": "weak"}),
        "nobody passes": but(ho_1={"quality": "fails", "target": "tp_gone"}),
    },
    "context-lost": {
        "one channel and weak": but(ho_2={"quality": "weak"}),
        "another channel and fails": but(ho_1={"quality": "fails"}),
        "blank": but(ho_1={"lost": ["  "]}),
    },
    "silo-crossing": {
        "one record": but(ho_1={"quality": "fails"}),
        "holds": but(tp_2=APART),
        "one team": but(ho_2={"quality": "fails"}, tp_3=APART),
        "a team unknown": but(ho_1={"quality": "fails"}, tp_2=APART | {"department": None}),
    },
    "sync-gap": {
        "one record": but(ho_1={"quality": "fails"}),
        "physical to voice": but(
            ho_2={"quality": "fails"}, tp_3=APART | {"place": ["ph_2", "ch_phone", "A"]}
        ),
        "holds": but(tp_2=APART),
    },
    "forced-switch": {"one channel": but(ho_2={"forced": True}), "free": but(ho_1={"forced": False})},
    "silent-wait": {
        "under an hour": but(tp_2={"wait_min": 59.9}),
        "told first": but(tp_2={"wait_min": 1440, "told_first": True}),
        "nobody passes": but(ho_1={"wait_min": 90, "target": "tp_gone"}),
    },
    "repeat-contact": {"forward": but(way("tp_1", "tp_3"))},
    "pain-point": {"none": but()},
    "unmet-need": {
        "met": but(tp_2={"need": "A list", "need_met": True}),
        "not known": but(tp_2={"need": "A list"}),
        "no need": but(tp_2={"need_met": False}),
    },
    "promise-broken": {
        "as promised": but(promise(promised=1, delivered=1)),
        "better": but(promise(promised=1, delivered=0.5)),
        "more is better": but(promise(promised=3, delivered=4, lower_is_better=False)),
        "partly": but(promise(verdict="partly")),
        "nothing known": but(promise(promised=1)),
    },
    "perception": {
        "0.9 apart": but(tp_2={"believed": 1.9}),
        "felt better": but(tp_2={"believed": -2.0}),
        "nobody asked": but(tp_2={"believed": 2.0, "mood": {}}),
    },
    "missing-system": {"none": but(tp_2={"missing_systems": []})},
    "scattered-data": {
        "joined": but(tp_2={"systems": ["sy_crm", "sy_till"]}),
        "in two phases": but(tp_3=APART),
        "no customer data": but(tp_2={"systems": ["sy_cms"]}),
    },
    "barrier": {
        "replaced": but(tp_2={"state": "retired", "replaced_by": "tp_3"}),
        "planned": but(tp_2={"state": "planned"}),
    },
    "single-way": {
        "as much as it can": but(tp_2={"demand_per_day": 48, "capacity_per_day": 48}),
        "another way": but(
            step("tp_4", "ph_1"),
            way("tp_1", "tp_4"),
            way("tp_4", "tp_3", id="ho_8"),
            tp_2={"demand_per_day": 64, "capacity_per_day": 48},
        ),
    },
    "surge": {
        "as much as it can": but(tp_2={"demand_per_day": 48, "capacity_per_day": 48}),
        "capacity unknown": but(tp_2={"demand_per_day": 48}),
        "a quiet time": but(jm_1={"surge_factor": 0.5}, tp_2={"demand_per_day": 64, "capacity_per_day": 48}),
    },
    "dead-end": {
        "ends": but(),
        "left for a competitor": but(step("tp_4", "ph_2"), way("tp_2", "tp_4", handover_kind="exit")),
    },
    "gave-up": {"done": but(), "ends not said": but(tp_3={"ends": None})},
    "no-recovery": {
        "put right at once": but(ho_1={"quality": "fails"}, ho_2={"handover_kind": "recovery"}),
        "put right at the end of the next phase": but(
            UNTIL[0],
            way("tp_3", "tp_4", handover_kind="recovery"),
            ho_1={"quality": "fails"},
        ),
        "a moment that is fine": but(moment("tp_2"), tp_2={"mood": {"pe_1": 0.0, "pe_2": 0.0}}),
        "a moment nobody has scored": but(moment("tp_2"), tp_2={"mood": {}}),
        "weak": but(ho_2={"quality": "weak"}),
    },
    "held-together": {"one record": but(), "fails": but(ho_1={"quality": "fails"}, tp_2=APART)},
    "unreachable": {
        "starts there": but(step("tp_4", "ph_2", ends="done", entry=1.0)),
        "begins where the order does": but(tp_1={"entry": None}),
    },
    "no-evidence": {
        "on its pain point": but(
            pain("tp_2"), ev_1={"supports": ["tp_1", "pa_1", "tp_3"]}, ev_2={"supports": []}
        ),
        "a handover that holds": but(ev_1={"supports": ["tp_1", "tp_2", "tp_3"]}, ev_2={"supports": []}),
    },
    "single-source": {"two kinds": but(moment("tp_2"))},
    "stale-evidence": {
        "a year old less a day": but(ev_1={"date": "2025-11-22"}, less=["ev_2"]),
        "one is newer": but(ev_1={"date": "2020-01-01"}),
        "none at all": but(less=["ev_1", "ev_2"]),
    },
    "no-owner": {"an owner, no lead": but(de_1={"lead": ""}, tp_1={"owner": "Ada"})},
    "no-escalation": {"all do": but()},
    "unowned-handover": {"one team": but(ho_2={"owner": ""}), "owned": but()},
    "no-kpi": {
        "measured where it is": but(moment("tp_2"), tp_2=CRITICAL),
        "measured at the worst it covers": but(named(covers=["gap:tp_2"]), tp_2=CRITICAL),
        "moved": but(named(moves={"kp_1": 2}), kp_1={"measures": []}),
        "not critical": but(tp_2={"believed": 2.0}, kp_1={"measures": []}),
        "measured through its moment": but(moment("tp_2"), kp_1={"measures": ["mo_1"]}, tp_2=CRITICAL),
    },
    "nice-to-have": {"through another": but(made(Kpi, id="kp_3", drives={"kp_1": 1}))},
    "no-fix": {
        "closed": but(initiative(closes=["gap:tp_2"]), tp_2=CRITICAL),
        "closed by its name": but(named(covers=["gap:tp_2"]), initiative(closes=["ng_1"]), tp_2=CRITICAL),
        "its part is closed": but(named(covers=["gap:tp_2"]), initiative(closes=["gap:tp_2"]), tp_2=CRITICAL),
        "not critical": but(tp_2={"believed": 2.0}),
    },
    "technology-only": {
        "a process too": but(
            initiative(closes=["gap:tp_2"], lever="technology"),
            initiative(id="in_2", closes=["gap:tp_2"], lever="process"),
            tp_2=CRITICAL,
        ),
        "not said": but(initiative(closes=["gap:tp_2"]), tp_2=CRITICAL),
        "nothing closes it": but(tp_2=CRITICAL),
    },
}
