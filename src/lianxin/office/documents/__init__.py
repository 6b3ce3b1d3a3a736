"""Documents in versions, with number and days in force."""
