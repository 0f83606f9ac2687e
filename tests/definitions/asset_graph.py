"""The asset graph in words, for the snapshot beside it; run this file to write the snapshot anew.

Belongs here: one line per asset and per check that is not dbt's. Does not belong here: any
expectation about them (the snapshot is the expectation).
"""

from __future__ import annotations

import sys
from pathlib import Path

import dagster as dg

from statscope.defs.assembling import build_definitions
from statscope.settings import Settings

SNAPSHOT = Path(__file__).with_name("asset_graph.txt")


def described(definitions: dg.Definitions) -> str:
    """Return the graph: per asset its group, whether by period, what it needs, what blocks it."""
    graph = definitions.resolve_asset_graph()
    lines = []
    for node in sorted(graph.asset_nodes, key=lambda node: node.key.to_user_string()):
        by = "by period" if node.is_partitioned else "whole"
        needs = ", ".join(sorted(key.to_user_string() for key in node.parent_keys)) or "nothing"
        lines.append(f"{node.key.to_user_string()} [{node.group_name}, {by}] <- {needs}")
        keys = sorted(node.check_keys, key=lambda key: key.name)
        for blocking, word in ((True, "blocked by"), (False, "shows")):
            names = [key.name for key in keys if graph.get(key).blocking is blocking]
            lines += [f"    {word} {name}" for name in names]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    made = described(build_definitions(Settings.from_environment(home=Path(sys.argv[1]))))
    SNAPSHOT.write_text(made, encoding="utf-8")
