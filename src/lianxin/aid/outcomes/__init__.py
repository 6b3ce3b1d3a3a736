"""An activity afterwards: what each got, certificates, who is asked again and what became of it."""
