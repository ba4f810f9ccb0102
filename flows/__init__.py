"""When the clock acts: thin Prefect flows that read the clock once and call an action."""
