"""What the budgets of ARCHITECTURE.md are measured with: ratios, side by side in one run."""
