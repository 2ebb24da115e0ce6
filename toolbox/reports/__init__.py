"""What people and programs are shown. Each surface may use everything below it, and never another surface."""
