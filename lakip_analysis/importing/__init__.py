"""Readers that turn published documents into the tidy tables of `data/`."""

from __future__ import annotations
