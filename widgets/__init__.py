"""Qt: shows the model and turns hands into transactions. Knows no exporter and no file."""
