"""How words and events stand to each other: opposite, equal, before and after."""
