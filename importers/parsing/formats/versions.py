"""The version of each reader. It moves when the reader reads anything otherwise than before.

A stored text tells by which version it was read; one that today's reader would read otherwise is read again.
"""

VERSIONS = {"text": 1, "markdown": 2, "html": 3, "mhtml": 1, "pdf": 7, "docx": 2, "xlsx": 3, "picture": 2}

# Beside the plain reader's: a file whose pictures were not read is read again where they can be.
WITH_RECOGNITION = 100
