"""民情日记: what an officer did and heard, written once; every count and ledger is derived from it."""
