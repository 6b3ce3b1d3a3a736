"""What households say of recorded visits: they came, they did not, and how it was."""
