"""What hands do on the map: one class per gesture, with start, move, finish and cancel."""
