"""A draft report audited by itself, and given back with a comment at each finding."""
