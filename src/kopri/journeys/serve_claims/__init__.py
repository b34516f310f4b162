"""Claim a slot out of turn: claim, look at what the law asks, grant under the ceiling, decide."""

from kopri.journeys.serve_claims.claiming import Claimed, claim_priority
from kopri.journeys.serve_claims.deciding import claims_to_decide, decide_claim, list_vehicles
from kopri.journeys.serve_claims.serving import serve_claims

__all__ = ["Claimed", "claim_priority", "claims_to_decide", "decide_claim", "list_vehicles", "serve_claims"]
