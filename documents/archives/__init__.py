"""What leaves the house as one packed file: a year, folders for inspectors. Data in, a stream of bytes out."""
