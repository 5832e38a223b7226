"""Many drafts checked: by several processes, and only where something has changed."""
