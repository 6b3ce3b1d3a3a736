"""The demo village: invented from a seed, written by the same actions as anybody's data."""
