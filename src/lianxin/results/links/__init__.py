"""Links that a spreadsheet or a calendar opens by itself: each reads one thing, and no more."""
