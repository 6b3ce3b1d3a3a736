"""需求: what a household or the village asks for, until it is closed with an outcome."""
