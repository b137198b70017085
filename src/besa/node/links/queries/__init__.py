"""What can be read about links: those of one report, as far as the reader's desks may know of the other ends."""

from besa.node.links.queries.bundles import MOST_OF_A_BUNDLE, bundle, bundles_of
from besa.node.links.queries.clusters import cluster_of, drawn
from besa.node.links.queries.decisions import decisions_among, decisions_of
from besa.node.links.queries.links import links_of
from besa.node.links.queries.values import BundleView, DecisionView, Drawn, LinkView, Shared

__all__ = [
    "MOST_OF_A_BUNDLE",
    "BundleView",
    "DecisionView",
    "Drawn",
    "LinkView",
    "Shared",
    "bundle",
    "bundles_of",
    "cluster_of",
    "decisions_among",
    "decisions_of",
    "drawn",
    "links_of",
]
