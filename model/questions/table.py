"""THE table of questions: what the room is asked while it walks the journey, in the order it is asked."""

from collections.abc import Collection, Iterator

from model.journey import Journey
from model.questions import answers as by
from model.questions import at_handovers as handovers
from model.questions import at_touchpoints as touchpoints
from model.questions.question import Asked, Question, Rules
from model.records import Handover, Touchpoint

QUESTIONS: tuple[Question, ...] = (
    Question("title", "Title", Touchpoint, touchpoints.title, by.IN_WORDS),
    Question("feeling", "How it feels", Touchpoint, touchpoints.feeling, by.FEELS),
    Question("wait", "Wait", Touchpoint, touchpoints.wait, by.WAITED),
    Question("told-first", "Told first", Touchpoint, touchpoints.told_first, by.YES_NO),
    Question("department", "Department", Touchpoint, touchpoints.department, by.IN_DEPARTMENT),
    Question("owner", "Owner", Touchpoint, touchpoints.owner, by.OWNED),
    Question("quote", "In their words", Touchpoint, touchpoints.quote, by.IN_WORDS),
    Question("believed", "What we believed", Touchpoint, touchpoints.believed, by.BELIEVES),
    Question("need", "Need", Touchpoint, touchpoints.need, by.IN_WORDS),
    Question("need-met", "Need met", Touchpoint, touchpoints.need_met, by.YES_NO),
    Question("promise", "Promise kept", Touchpoint, touchpoints.promises, by.KEPT),
    Question("pain", "What hurts", Touchpoint, touchpoints.pains, by.IN_WORDS),
    Question("moment", "Why it matters", Touchpoint, touchpoints.moments, by.IN_WORDS),
    Question("effort", "Effort", Touchpoint, touchpoints.effort, by.HARD),
    Question("duration", "Takes", Touchpoint, touchpoints.duration, by.TAKEN),
    Question("systems", "Systems", Touchpoint, touchpoints.systems, by.WITH_SYSTEMS),
    Question("capacity", "Capacity", Touchpoint, touchpoints.capacity, by.COUNTED),
    Question("ends", "How it ends", Touchpoint, touchpoints.ends, by.ENDED),
    Question("replaced-by", "Replacement", Touchpoint, touchpoints.replaced_by, by.REPLACED),
    Question("opportunity", "What would help", Touchpoint, touchpoints.opportunity, by.IN_WORDS),
    Question("evidence", "Evidence", Touchpoint, touchpoints.evidence, by.KNOWN_BY),
    Question("quality", "Quality", Handover, handovers.quality, by.JUDGED),
    Question("lost", "What is repeated", Handover, handovers.lost, by.LISTED),
    Question("failure", "Why it fails", Handover, handovers.failure, by.IN_WORDS),
    Question("detected-by", "Who noticed", Handover, handovers.detected_by, by.NOTICED),
    Question("handover-owner", "Owner", Handover, handovers.owner, by.OWNED),
    Question("handover-wait", "Wait", Handover, handovers.wait, by.WAITED),
    Question("handover-told-first", "Told first", Handover, handovers.told_first, by.YES_NO),
    Question("forced", "Choice of channel", Handover, handovers.forced, by.NO_YES),
    Question("carries", "What is passed on", Handover, handovers.carries, by.LISTED),
    Question("share", "Share", Handover, handovers.share, by.SHARED),
    Question("handover-pain", "What hurts", Handover, handovers.pains, by.IN_WORDS),
    Question("handover-moment", "Why it matters", Handover, handovers.moments, by.IN_WORDS),
    Question("handover-evidence", "Evidence", Handover, handovers.evidence, by.KNOWN_BY),
)


def matters_at(journey: Journey, step: str, rules: Rules, personas: Collection[str] = ()) -> Iterator[Asked]:
    """Everything that a step should tell, known or not; of moods only those of these personas, none for all."""
    record = journey.store.get(step)
    if record is None:
        return
    for question in QUESTIONS:
        if isinstance(record, question.of):
            for matter in question.look(journey, record, rules):
                field, _, key = matter.path.partition("/")
                if field != "mood" or not personas or not key or key in personas:
                    yield Asked(question, matter, step)


def asked_at(journey: Journey, step: str, rules: Rules, personas: Collection[str] = ()) -> list[Asked]:
    """The questions that are open at a step, in the order they are asked."""
    return [one for one in matters_at(journey, step, rules, personas) if not one.matter.is_known]
