"""Keys that work wherever the user is: chords, their one owner, and the ways of a desktop to hear of them."""
