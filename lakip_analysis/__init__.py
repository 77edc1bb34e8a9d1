"""Tools for Indonesian government performance reports (SAKIP; LAKIP/LKjIP)."""

from __future__ import annotations
