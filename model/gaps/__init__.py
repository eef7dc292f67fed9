"""The gaps of a journey, found by rules: `find_gaps` looks once, `LiveGaps` follows every commit."""

from model.gaps.found import Found, find_gaps
from model.gaps.gap import Gap
from model.gaps.live import LiveGaps
from model.gaps.rules import RULES
from model.gaps.sign import Rule, Sign

__all__ = ["RULES", "Found", "Gap", "LiveGaps", "Rule", "Sign", "find_gaps"]
