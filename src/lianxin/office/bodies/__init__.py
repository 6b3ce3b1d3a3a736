"""The leading group and its office, with posts and who holds them."""
