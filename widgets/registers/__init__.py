"""Registers: what the room found out in tables that are edited in place, KPI chains, and the plan."""
