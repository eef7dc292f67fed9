"""For each question: a situation in which it is asked, and situations just beside it in which it is not."""

from tests.model.gaps.situations import Situation, but, moment, pain, promise, step, way

LAST_ENDS_NOWHERE = but(tp_3={"ends": None})
RETIRED = {"state": "retired"}
OTHER_WAY = way("tp_1", "tp_3", share=0.5)

ASKED: dict[str, tuple[Situation, str]] = {
    "title": (but(tp_2={"title": "  "}), "tp_2"),
    "feeling": (but(tp_2={"mood": {"pe_1": 1.0}}), "tp_2"),
    "wait": (but(), "tp_2"),
    "told-first": (but(tp_2={"wait_min": 60}), "tp_2"),
    "department": (but(tp_2={"department": None}), "tp_2"),
    "owner": (but(), "tp_2"),
    "quote": (but(), "tp_2"),
    "believed": (but(), "tp_2"),
    "need": (but(), "tp_2"),
    "need-met": (but(tp_2={"need": "A list"}), "tp_2"),
    "promise": (but(promise()), "tp_3"),
    "pain": (but(pain("tp_2", text="")), "tp_2"),
    "moment": (but(moment("tp_2")), "tp_2"),
    "effort": (but(), "tp_2"),
    "duration": (but(), "tp_2"),
    "systems": (but(tp_2={"systems": []}), "tp_2"),
    "capacity": (but(tp_2={"demand_per_day": 40}), "tp_2"),
    "ends": (LAST_ENDS_NOWHERE, "tp_3"),
    "replaced-by": (but(tp_2=RETIRED), "tp_2"),
    "opportunity": (but(pain("tp_2")), "tp_2"),
    "evidence": (but(step("tp_4", "ph_2")), "tp_4"),
    "quality": (but(ho_1={"quality": "unknown"}), "ho_1"),
    "lost": (but(ho_1={"quality": "weak"}), "ho_1"),
    "failure": (but(ho_1={"quality": "fails"}), "ho_1"),
    "detected-by": (but(ho_1={"quality": "weak"}), "ho_1"),
    "handover-owner": (but(ho_1={"owner": ""}), "ho_1"),
    "handover-wait": (but(), "ho_1"),
    "handover-told-first": (but(ho_1={"wait_min": 90}), "ho_1"),
    "forced": (but(), "ho_1"),
    "carries": (but(), "ho_1"),
    "share": (but(OTHER_WAY), "ho_1"),
    "handover-pain": (but(pain("ho_1", text="")), "ho_1"),
    "handover-moment": (but(moment("ho_1")), "ho_1"),
    "handover-evidence": (but(OTHER_WAY, way("tp_3", "tp_1", id="ho_8", quality="fails")), "ho_8"),
}

NOT_ASKED: dict[str, dict[str, tuple[Situation, str]]] = {
    "title": {"it has one": (but(), "tp_2")},
    "feeling": {
        "all are known": (but(), "tp_2"),
        "the other does not meet it": (but(tp_2={"mood": {"pe_1": 1.0}, "personas": ["pe_1"]}), "tp_2"),
    },
    "wait": {"none, and it is said": (but(tp_2={"wait_min": 0}), "tp_2")},
    "told-first": {
        "shorter than an hour": (but(tp_2={"wait_min": 59}), "tp_2"),
        "they are not": (but(tp_2={"wait_min": 60, "told_first": False}), "tp_2"),
    },
    "department": {"it has one": (but(), "tp_2")},
    "owner": {"it has one": (but(tp_2={"owner": "Mei"}), "tp_2")},
    "quote": {"it has one": (but(tp_2={"quote": "Again?"}), "tp_2")},
    "believed": {
        "it is known": (but(tp_2={"believed": 0.0}), "tp_2"),
        "nobody knows what they feel": (but(tp_2={"mood": {}}), "tp_2"),
    },
    "need": {"it is known": (but(tp_2={"need": "A list"}), "tp_2")},
    "need-met": {
        "no need is known": (but(), "tp_2"),
        "it is not met": (but(tp_2={"need": "A list", "need_met": False}), "tp_2"),
    },
    "promise": {
        "it is judged": (but(promise(verdict="partly")), "tp_3"),
        "its figures tell": (but(promise(promised=1, delivered=8)), "tp_3"),
        "it is not kept here": (but(promise()), "tp_2"),
    },
    "pain": {"it says what": (but(pain("tp_2")), "tp_2"), "none is marked": (but(), "tp_2")},
    "moment": {"it says why": (but(moment("tp_2", why="Trust")), "tp_2"), "none is": (but(), "tp_2")},
    "effort": {"it is known": (but(tp_2={"effort": 3}), "tp_2")},
    "duration": {"it is known": (but(tp_2={"duration_min": 5}), "tp_2")},
    "systems": {
        "one is used": (but(), "tp_2"),
        "one is missing": (but(tp_2={"systems": [], "missing_systems": ["sy_crm"]}), "tp_2"),
    },
    "capacity": {
        "demand is not known": (but(), "tp_2"),
        "it is known": (but(tp_2={"demand_per_day": 40, "capacity_per_day": 50}), "tp_2"),
    },
    "ends": {"it leads on": (but(), "tp_2"), "it is said": (but(), "tp_3")},
    "replaced-by": {
        "it is there": (but(), "tp_2"),
        "it is said": (but(tp_2=RETIRED | {"replaced_by": "tp_1"}), "tp_2"),
    },
    "opportunity": {
        "nothing hurts": (but(), "tp_2"),
        "it is known": (but(pain("tp_2"), tp_2={"opportunity": "Ask once"}), "tp_2"),
    },
    "evidence": {"there is some": (but(), "tp_2")},
    "quality": {"it is judged": (but(), "ho_1")},
    "lost": {
        "it holds": (but(), "ho_1"),
        "it is known": (but(ho_1={"quality": "weak", "lost": ["the case"]}), "ho_1"),
    },
    "failure": {
        "it is weak": (but(ho_1={"quality": "weak"}), "ho_1"),
        "it is known": (but(ho_1={"quality": "fails", "failure": "No link"}), "ho_1"),
    },
    "detected-by": {
        "it holds": (but(), "ho_1"),
        "nobody did": (but(ho_1={"quality": "weak", "detected_by": "nobody"}), "ho_1"),
    },
    "handover-owner": {
        "it has one": (but(), "ho_1"),
        "one department": (but(ho_1={"owner": ""}, tp_2={"department": "de_1"}), "ho_1"),
    },
    "handover-wait": {"none, and it is said": (but(ho_1={"wait_min": 0}), "ho_1")},
    "handover-told-first": {"they are": (but(ho_1={"wait_min": 90, "told_first": True}), "ho_1")},
    "forced": {
        "one channel": (but(), "ho_2"),
        "they were": (but(ho_1={"forced": True}), "ho_1"),
    },
    "carries": {
        "one channel, one department": (but(), "ho_2"),
        "it is known": (but(ho_1={"carries": ["the case"]}), "ho_1"),
    },
    "share": {
        "there is no other way": (but(), "ho_1"),
        "it is known": (but(OTHER_WAY), "ho_9"),
    },
    "handover-pain": {"it says what": (but(pain("ho_1")), "ho_1")},
    "handover-moment": {"it says why": (but(moment("ho_1", why="Trust")), "ho_1")},
    "handover-evidence": {
        "it holds": (but(OTHER_WAY), "ho_9"),
        "there is some": (but(ho_1={"quality": "fails"}), "ho_1"),
    },
}
