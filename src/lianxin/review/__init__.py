"""核实: doubts that people decide on, and rechecks that somebody else makes."""
