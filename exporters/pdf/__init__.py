"""Maps as PDF."""
