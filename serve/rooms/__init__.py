"""The rooms of the page: what each tab asks of the server. One module a tab."""
