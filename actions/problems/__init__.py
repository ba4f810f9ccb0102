"""Problems (问题): found, confirmed, fed back, put right; counted once, whoever else uses them."""
