"""The wall (大屏): how the year stands, at one glance, by verified figures alone."""
