"""Where each mart comes from and who reads it, by dbt's manifest and the query library.

Belongs here: walking the graph of models. Does not belong here: how it is written down
(``generating.dictionary``), parsing the project (``statscope.defs.dbt_project``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statscope.registers.catalogue import all_registers

QUESTIONS = "statistical_questions"  # listed one by one instead
_LAYERS = ("staging", "intermediate", "marts")


@dataclass(frozen=True)
class Lineage:
    """What stands before and behind one mart.

    Attributes:
        direct: the models, seeds and sources that its own SQL reads.
        registers: the registers that it comes from in the end.
        others: the other tables that it comes from: ledgers of deliveries, files of the user.
        seeds: the seeds on the way.
        staging: the staging models on the way.
        intermediate: the intermediate models on the way.
        marts: the marts on the way.
        readers: the marts that read it.
        questions: the files of ``sql/`` that read it.
        products: the exposures that read it, but for the questions.
    """

    direct: Sequence[str]
    registers: Sequence[str]
    others: Sequence[str]
    seeds: Sequence[str]
    staging: Sequence[str]
    intermediate: Sequence[str]
    marts: Sequence[str]
    readers: Sequence[str]
    questions: Sequence[str]
    products: Sequence[str]


def lineages(manifest: Mapping[str, Any], library: Path) -> Mapping[str, Lineage]:
    """Return the lineage of every mart, by its name."""
    parents: Mapping[str, Sequence[str]] = {
        node: _tables(above) for node, above in manifest["parent_map"].items()
    }
    asked = _questions(library)
    marts = [node for node in _tables(parents) if _layer(manifest, node) == "marts"]
    return {
        _name(mart): _lineage(manifest, parents, mart, asked.get(_name(mart), ()))
        for mart in sorted(marts)
    }


def _lineage(
    manifest: Mapping[str, Any],
    parents: Mapping[str, Sequence[str]],
    mart: str,
    questions: Sequence[str],
) -> Lineage:
    """Return the lineage of one mart."""
    above = _above(parents, mart)
    sources = _names(node for node in above if node.startswith("source."))
    registers = {f"raw.{name}" for name in all_registers()}
    layers = {layer: _names(n for n in above if _layer(manifest, n) == layer) for layer in _LAYERS}
    return Lineage(
        direct=_names(parents[mart]),
        registers=[name.removeprefix("raw.") for name in sources if name in registers],
        others=[name for name in sources if name not in registers],
        seeds=_names(node for node in above if node.startswith("seed.")),
        staging=layers["staging"],
        intermediate=layers["intermediate"],
        marts=layers["marts"],
        readers=_names(
            node
            for node, nodes in parents.items()
            if mart in nodes and _layer(manifest, node) == "marts"
        ),
        questions=questions,
        products=[
            name
            for node, nodes in parents.items()
            if node.startswith("exposure.") and mart in nodes and (name := _name(node)) != QUESTIONS
        ],
    )


def _above(parents: Mapping[str, Sequence[str]], node: str) -> set[str]:
    """Return everything that a node comes from."""
    found: set[str] = set()
    waiting = [*parents[node]]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(parents.get(one, ()))
    return found


def _questions(library: Path) -> Mapping[str, Sequence[str]]:
    """Return which questions read each mart."""
    found: dict[str, list[str]] = {}
    for path in sorted(library.glob("*.sql")):
        for mart in sorted(set(re.findall(r"\bmarts\.(\w+)", path.read_text(encoding="utf-8")))):
            found.setdefault(mart, []).append(path.stem)
    return found


def _tables(nodes: Iterable[str]) -> Sequence[str]:
    """Return the nodes that are tables: models, seeds and sources, no tests."""
    return [node for node in nodes if node.startswith(("model.", "seed.", "source."))]


def _layer(manifest: Mapping[str, Any], node: str) -> str:
    """Return the layer of a model; nothing for what is none."""
    return str(manifest["nodes"][node]["fqn"][1]) if node.startswith("model.") else ""


def _name(node: str) -> str:
    """Return the name of a table; of a source with its schema."""
    parts = node.split(".")
    return ".".join(parts[2:]) if parts[0] == "source" else parts[2]


def _names(nodes: Iterable[str]) -> Sequence[str]:
    """Return the names of nodes in order."""
    return sorted(_name(node) for node in nodes)
