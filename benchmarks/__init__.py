"""What the app costs: measured against a baseline in the same run, never asserted in a test."""
