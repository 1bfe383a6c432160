"""Claim-safe citations: a sentence may be said only when quotes carry it; one check for all answers."""

from knowledge.grounding.normalisation import normalised
from knowledge.grounding.objections import Objection
from knowledge.grounding.verifying import objection, verified

__all__ = ["Objection", "normalised", "objection", "verified"]
