"""AKIP and SPM: what evaluators scored, and how far the minimum service standards are met."""
