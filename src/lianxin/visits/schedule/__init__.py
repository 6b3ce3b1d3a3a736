"""The year proposed: requirements, people and days in; batches and what cannot be met, with its reason, out."""
