"""The command line `kaohe`."""
