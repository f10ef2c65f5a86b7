"""Question sets and public benchmarks."""
