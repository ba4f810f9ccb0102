"""One module per use case. Every write transaction is opened here and nowhere else."""
