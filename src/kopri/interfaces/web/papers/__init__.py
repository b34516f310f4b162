"""The pages of a service's back office: its list of papers, a case's papers, what it is worth."""
