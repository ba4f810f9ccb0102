"""督查室、纪检监察、审计、统计: what each looks after, from the same parts as every other home."""
