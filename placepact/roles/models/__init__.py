"""Who holds which role where, what is in their caseload, who was asked to take one, and where they sign in."""

from placepact.roles.models.holdings import Caseload, Holding
from placepact.roles.models.invitations import Invitation
from placepact.roles.models.services import Domain, SignInService

__all__ = ["Caseload", "Domain", "Holding", "Invitation", "SignInService"]
