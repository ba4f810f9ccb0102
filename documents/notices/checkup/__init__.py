"""The check-up (体检) of a notice: what is doubtful in what it says, each with the words it is about."""
