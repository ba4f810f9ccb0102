"""Taking files out of the house: a year as one file, folders for inspectors, and the list of what is filed."""
