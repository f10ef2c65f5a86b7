"""Other forms and names of what is asked for: short, everyday, English, or mistyped ones."""
