"""公示: the only way in which names leave for everybody's eyes, and the objections to it."""
