"""连心: the book of a work unit that is paired with a village."""

__version__ = "0.1.0"
