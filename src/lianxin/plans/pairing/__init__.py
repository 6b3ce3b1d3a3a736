"""结对建议: which officer might answer for which household, why, and what became of it."""
