"""多样化: activities, who took part, and what each household was given."""
