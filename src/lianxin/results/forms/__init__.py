"""表样: forms that others send, filled from the records; which fact goes where is told once."""
