"""The commands of section 7 of the architecture, one file each."""
