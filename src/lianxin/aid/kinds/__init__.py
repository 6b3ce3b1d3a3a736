"""The kinds of activities: which group, what an officer's diary counts, who asks for it."""
