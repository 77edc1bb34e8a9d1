"""Reading a report without a map: its tables, what they are of, and how sure each cell is."""
