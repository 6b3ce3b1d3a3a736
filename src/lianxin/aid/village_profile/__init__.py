"""What a village has, year by year: statements with their source, nothing overwritten."""
