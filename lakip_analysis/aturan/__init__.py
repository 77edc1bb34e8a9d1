"""The rules of the field as rows with their source (`*.csv`), read by `rules.py`."""
