"""Everything that can go wrong here, looked for: what `echoflow doctor` prints and "Check my setup" shows."""
