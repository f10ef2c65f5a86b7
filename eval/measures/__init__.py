"""From outcomes to figures."""
