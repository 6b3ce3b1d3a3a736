"""Which days are open to a visit: holidays and shifted workdays, seasons, and days somebody cannot go."""
