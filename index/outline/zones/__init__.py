"""The parts of an official document: its head, title, notice, signature, annexes and foot."""
