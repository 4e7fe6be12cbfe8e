"""How a text is read aloud: numbers, units, marks and signs as words, and where each word stands in the text."""
