"""What all cloud services have in common: addresses, failures and waiting before trying again."""
