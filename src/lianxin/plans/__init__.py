"""三定: what was promised to a household, and how far it has come."""
