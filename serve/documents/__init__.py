"""The documents of the server and of its visitors: which are asked, how they come in, how they look."""
