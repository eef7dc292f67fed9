"""Whether a PDF conforms to what it claims: PDF/UA-1 and PDF/A-3a."""

import re

import page as validation

PROFILES = (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A)
LENGTH = "STREAM-LENGTH"
_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")


def complaints(content: bytes) -> list[str]:
    """What the validator finds wrong.

    Where a compressed stream ends in a carriage return it takes the line feed before `endstream` for a part of the
    same line end and finds the stream too short; then the lengths are counted here.
    """
    found = []
    for profile in PROFILES:
        failures = [str(one) for one in validation.validate_pdf_bytes(content, profile=profile).failures]
        found += [one for one in failures if LENGTH not in one or not lengths_are_true(content)]
    return found


def lengths_are_true(content: bytes) -> bool:
    """Whether every stream is exactly as long as it says, up to the line feed before its end."""
    streams = list(_STREAM.finditer(content))
    ends = [one.end() + int(one[1]) for one in streams]
    return bool(ends) and all(content[end : end + 10] == b"\nendstream" for end in ends)
