"""领导呈阅: what a leader reads in a minute: how his indicators stand, what waits for him, what lags and why."""
