"""Where words stand: by the letter, under another name, all together, or each for itself."""
