"""Capaian: what was promised, what was reached, how far it is from the target."""
