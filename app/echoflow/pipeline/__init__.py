"""One conversation's life: handlers with Qt signals, and the interruption manager."""
