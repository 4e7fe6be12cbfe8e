"""The language model: its protocol, llama.cpp in a process of its own."""
