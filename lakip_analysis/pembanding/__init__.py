"""Pembanding: a realisation beside the province, the nation, a standard, other agencies."""
