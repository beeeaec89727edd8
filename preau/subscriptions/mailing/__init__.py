"""The post room: what a letter says, and how it is handed to the mail server."""
