"""What is asked of Python and the machine: patterns, memory, a folder, what is installed."""
