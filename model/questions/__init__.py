"""What a room asks while it walks the journey: one table, from what is unset and what the rules find."""
