"""What is doubtful in a scheme or a notice. Pure: typed values in, doubts out."""
