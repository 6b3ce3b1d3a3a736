"""多维画像: what each household lacks, counted by the method of Alkire and Foster; it ranks nobody."""
