"""How days and times are written and read, where Django writes and reads them."""
