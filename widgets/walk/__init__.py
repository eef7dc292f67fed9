"""Walking the journey: each touchpoint and handover full screen, readable at 4 m, with its questions."""
