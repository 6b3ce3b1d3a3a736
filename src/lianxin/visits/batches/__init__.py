"""Batches 走访批次: who goes when, to which households, for what, in which car; made by hand or accepted."""
