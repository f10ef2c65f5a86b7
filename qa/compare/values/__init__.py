"""What is counted, measured, dated or numbered."""
