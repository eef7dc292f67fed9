"""The figures of the map: one function for each thing that is drawn."""
