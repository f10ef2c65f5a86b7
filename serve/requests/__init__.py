"""What comes from outside, read and checked: who may ask, how much, how often, in which form."""
