"""Letters (文书): warnings, supervision orders, talks and circulars, each with a life of its own (O06)."""
