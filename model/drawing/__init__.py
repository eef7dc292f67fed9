"""One drawing for screen and paper: records become figures made of marks in millimetres."""
