"""Loads every room's list of problems, so that codes are complete before the first request."""

from importlib import import_module

ROOMS = (
    "kernel",
    "people",
    "register",
    "records.file",
    "records.intake",
    "doors.sheets",
    "doors.web",
    "doors.api",
)
for room in ROOMS:
    import_module(f"lianxin.{room}.problems")
