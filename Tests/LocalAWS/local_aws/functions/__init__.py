"""Lambda functions, run as processes."""
