"""What households say through their cards of what was handed out to them: it came, it did not, it was less."""
