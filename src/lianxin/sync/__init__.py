"""The phones: what each sends arrives exactly once, and each is given its officer's own households."""
