"""One module a command; what each needs is imported when it is called."""
