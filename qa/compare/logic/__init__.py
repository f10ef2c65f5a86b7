"""What is affirmed or denied, permitted or demanded, of how many, and with which exceptions."""
