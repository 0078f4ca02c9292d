"""What acting on segments brought: before and after a launch, and the return on its cost."""
