"""复核: a random, seeded sample of visits, asked by somebody else, and what it says of all of them."""
