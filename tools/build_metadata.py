"""Tell the build which libraries Besa needs, from the one list that names them: requirements/run.in."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RunRequirements(MetadataHookInterface):
    def update(self, metadata: dict) -> None:  # type: ignore[type-arg]
        lines = (Path(self.root) / "requirements/run.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
