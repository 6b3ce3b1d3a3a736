"""The work plan of the year: goals, and tasks with who, by when and how far."""
