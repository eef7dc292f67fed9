"""The map on the screen: painted from the one drawing, and changed by hand."""
