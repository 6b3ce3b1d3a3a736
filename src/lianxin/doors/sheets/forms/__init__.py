"""A form as a file: opened safely, looked into, filled from the records, and nothing else of it changed."""

from .filling import TYPES, Filled, Form, One, fill, form_of, look
from .preview import Grid, Line

__all__ = ["TYPES", "Filled", "Form", "Grid", "Line", "One", "fill", "form_of", "look"]
