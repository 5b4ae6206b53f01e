"""What an operator sees of a running assistant: whether it works, how well, and that it still does."""
