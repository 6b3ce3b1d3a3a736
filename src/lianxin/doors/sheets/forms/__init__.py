"""A form as a file: opened safely, looked into, filled from the records, and nothing else of it changed."""
