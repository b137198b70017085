"""Find out which reports belong together, and say why; every join can be undone."""

from besa.core.linking.bundles import Bundle
from besa.core.linking.clusters import Cluster, Tie
from besa.core.linking.decisions import Apart, Decision, Same, SetAside
from besa.core.linking.explain import Explanation, explain
from besa.core.linking.imprints import imprint, imprint_of, imprint_with_texts, texts_seen, tokens_of
from besa.core.linking.index import Index, Seen
from besa.core.linking.layout import Picture, picture, table
from besa.core.linking.levels import LAYERS, Layer, Level, Side, Whose
from besa.core.linking.linker import Linker, Touched
from besa.core.linking.memory_index import MemoryIndex
from besa.core.linking.memory_ties import MemoryTies
from besa.core.linking.ties import Ties, Vertex
from besa.core.linking.traces import passages, traces, traces_of_text
from besa.core.linking.values import Evidence, Imprint, Link, Sighting, Trace
from besa.core.linking.walls import Announcement, ClusterSeen, announcements, cluster_seen, links_seen
from besa.core.linking.weights import Weights, WeightsWrong, current, messages

__all__ = [
    "LAYERS", "Announcement", "Apart", "Bundle", "Cluster", "ClusterSeen", "Decision", "Evidence", "Explanation",
    "Imprint", "Index", "Layer", "Level", "Link", "Linker", "MemoryIndex", "MemoryTies", "Picture", "Same", "Seen",
    "SetAside", "Side", "Sighting", "Tie", "Ties", "Touched", "Trace", "Vertex", "Weights", "WeightsWrong", "Whose",
    "announcements", "cluster_seen", "current", "explain", "imprint", "imprint_of", "imprint_with_texts",
    "links_seen", "messages", "passages", "picture", "table", "texts_seen", "tokens_of", "traces", "traces_of_text",
]  # fmt: skip
