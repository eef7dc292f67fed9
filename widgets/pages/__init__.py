"""Pages that are about to leave the house: which of them go, and what each looks like."""
