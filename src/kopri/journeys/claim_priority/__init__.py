"""Claim a slot out of turn: claim, look at what the law asks, grant under the ceiling, decide."""

from kopri.journeys.claim_priority.claiming import Claimed, claim_priority
from kopri.journeys.claim_priority.deciding import decide_claim, list_vehicles
from kopri.journeys.claim_priority.serving import serve_claims

__all__ = ["Claimed", "claim_priority", "decide_claim", "list_vehicles", "serve_claims"]
