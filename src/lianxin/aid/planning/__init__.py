"""An activity before it is held: who teaches, who is invited and why, what it costs."""
