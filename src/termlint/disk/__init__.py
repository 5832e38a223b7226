"""Files and folders: what is read from them, written to them and kept beside them; and git."""
