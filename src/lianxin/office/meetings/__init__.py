"""Meetings: who was asked, who came, what was said, what follows."""
