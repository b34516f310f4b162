"""After a start: may this node sign, and what it takes back from its witnesses."""
