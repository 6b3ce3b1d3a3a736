"""集约化: what was won for the village, from whom, and what of it has arrived."""
