"""常态化: how often, for whom and within which time; what is done, due and likely to fall short."""
