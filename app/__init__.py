"""The room that wires everything: start, window, actions, one open map, settings, command line."""
