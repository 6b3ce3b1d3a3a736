"""供给: what departments and units offer, and where each piece of it has gone, in double entry."""
