"""What convinces a third party: proofs to carry away, evidence against a log, policies, the audit."""
