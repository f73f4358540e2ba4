"""Travel minutes: by speed to the minute, by matrix as it stands, and many at once bit for bit as one by one."""
