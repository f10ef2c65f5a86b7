"""The process that serves: what it loads, and the memory that it takes."""
