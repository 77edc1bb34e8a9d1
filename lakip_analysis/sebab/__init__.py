"""Causes, remedies and claims of a report beside what its figures say."""
