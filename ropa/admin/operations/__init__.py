"""What whoever runs the register looks after: work in the background, and mail."""
