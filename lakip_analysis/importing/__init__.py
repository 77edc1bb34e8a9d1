"""Readers that turn published documents into the tidy tables of `data/`."""
