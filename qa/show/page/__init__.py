"""The web page in parts: safe HTML made from results, and the words, style and scripts around it."""
