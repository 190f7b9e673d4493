"""Speed, as ratios and limits: python -m tests.benchmarks prints all tables."""
