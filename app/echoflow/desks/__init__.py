"""What happens behind the windows: one desk for each, which knows the window and what it shows, and no other."""
