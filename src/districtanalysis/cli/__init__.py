"""The command line: arguments in, one pipeline call, an exit code out."""
