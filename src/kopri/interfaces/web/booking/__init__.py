"""The booking page of a case: wishes, fee, checks; what has become of it; another date; give back."""
