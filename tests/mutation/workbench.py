"""Runs mutants: a build held in memory, one model broken, everything after it computed again.

Belongs here: the graph of models, carrying out a mutant and undoing it, asking whether anything
notices. Does not belong here: what is broken (``mutants``, ``seed_mutants``), reports (``mutate``).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from mutation.mutants import Mutant
from oracle.comparing import EXPECTED, Rows, is_equal, read_topic, sides
from oracle.county import County
from scenarios.expecting import failures
from scenarios.reading import Scenario

SECONDS = 60
STILLBORN = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)
ORACLE_TABLES = {
    "enterprises": "fct_enterprise_scope",
    "projects": "fct_project_scope",
    "annual": "fct_annual_scope",
    "coverage": "rpt_registration_coverage",
    "growth": "rpt_growth",
    "bridge": "rpt_change_bridge",
}


@dataclass(frozen=True)
class Node:
    """A model or seed."""

    name: str
    schema: str
    sql: str | None
    parents: frozenset[str]


@dataclass(frozen=True)
class Graph:
    """Models and seeds by name, and the data tests with the models that they read."""

    nodes: Mapping[str, Node]
    tests: Mapping[str, tuple[str, frozenset[str]]]
    order: tuple[str, ...]

    def after(self, name: str) -> list[str]:
        """Every model that depends on one, in the order of building."""
        reached = {name}
        found = []
        for other in self.order:
            if other not in reached and self.nodes[other].parents & reached:
                reached.add(other)
                found.append(other)
        return found

    def before(self, names: set[str]) -> set[str]:
        """Everything that some models depend on, they included."""
        reached = set(names)
        for name in reversed(self.order):
            if name in reached:
                reached |= self.nodes[name].parents
        return reached


def read_graph(manifest: Mapping[str, Any]) -> Graph:
    """Read models, seeds and tests of a compiled manifest."""
    known = {
        unique_id: node
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] in {"model", "seed"}
    }
    nodes = {
        node["name"]: Node(
            node["name"],
            node["schema"],
            node.get("compiled_code"),
            frozenset(known[p]["name"] for p in node["depends_on"]["nodes"] if p in known)
            if node["resource_type"] == "model"
            else frozenset(),
        )
        for node in known.values()
    }
    tests = {
        node["name"]: (
            node["compiled_code"],
            frozenset(known[p]["name"] for p in node["depends_on"]["nodes"] if p in known),
        )
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and node.get("compiled_code")
    }
    order = TopologicalSorter({name: node.parents for name, node in nodes.items()}).static_order()
    return Graph(nodes, tests, tuple(order))


@dataclass
class Bench:
    """One build in memory with what it is expected to hold."""

    connection: duckdb.DuckDBPyConnection
    graph: Graph
    scenarios: Sequence[Scenario] = ()
    counties: Sequence[County] = ()

    def __post_init__(self) -> None:
        """Compute once what the oracles say, and what is worth computing again."""
        self.expected: dict[str, dict[str, Rows]] = {
            topic: {county.code: rows_of(county) for county in self.counties}
            for topic, rows_of in EXPECTED.items()
        }
        compared = {name for one in self.scenarios for name in one.expected}
        compared |= {*ORACLE_TABLES.values()} if self.counties else set()
        self.needed = self.graph.before(compared)

    def verdict(self, mutant: Mutant) -> str:
        """What notices a mutant: ``stillborn: ...``, ``caught by ...`` or nothing."""
        with undone(self.connection), limited(self.connection):
            try:
                return self.noticed(self.carried_out(mutant))
            except STILLBORN as error:
                return f"stillborn: {first_line(error)}"
            except duckdb.Error as error:
                return f"caught by an error: {first_line(error)}"

    def carried_out(self, mutant: Mutant) -> set[str]:
        """Break a model or seed and build what comes after it; return what was built."""
        node = self.graph.nodes[mutant.place]
        self.put(node, mutant.sql)
        built = {mutant.place}
        for name in self.graph.after(mutant.place):
            later = self.graph.nodes[name]
            if name in self.needed and later.sql:
                self.put(later, later.sql)
                built.add(name)
        return built

    def put(self, node: Node, sql: str) -> None:
        """Put a table in the place of a relation."""
        self.connection.execute(f'create or replace table {node.schema}."{node.name}" as {sql}')

    def noticed(self, built: set[str]) -> str:
        """The first scenario, county or data test that finds something wrong."""
        for scenario in self.scenarios:
            for name, table in scenario.expected.items():
                if name in built and failures(self.connection, name, table):
                    return f"caught by scenario {scenario.name}"
        for topic, table_name in ORACLE_TABLES.items() if self.counties else ():
            if table_name in built and self.differs(topic):
                return f"caught by the oracle on {topic}"
        return self.noticed_by_test(built)

    def leave_out_failing_tests(self) -> None:
        """Forget data tests that fail, or cannot run, before anything is broken."""
        kept = {}
        for name, (sql, parents) in self.graph.tests.items():
            try:
                row = self.connection.execute(f"select count(*) from ({sql}) as t").fetchone()
            except duckdb.Error:
                continue
            if row and not row[0]:
                kept[name] = (sql, parents)
        self.graph = replace(self.graph, tests=kept)

    def noticed_by_test(self, built: set[str]) -> str:
        """The first data test of the project that fails on what was built."""
        for name, (sql, parents) in self.graph.tests.items():
            if parents & built and parents <= self.needed:
                row = self.connection.execute(f"select count(*) from ({sql}) as t").fetchone()
                if row and row[0]:
                    return f"caught by data test {name}"
        return ""

    def differs(self, topic: str) -> bool:
        """Whether a mart says anything else than the oracle."""
        found = read_topic(self.connection, topic)
        for county in self.counties:
            known = self.expected[topic][county.code]
            rows, expected = sides(county, topic, found.get(county.code, {}), known)
            if rows.keys() != expected.keys():
                return True
            if any(not all(map(is_equal, row, expected[key])) for key, row in rows.items()):
                return True
        return False


def open_bench(
    build: Path, graph: Graph, scenarios: Sequence[Scenario], counties: Sequence[County]
) -> Bench:
    """Copy a build into memory, every relation as a table, so that each can be replaced."""
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    connection.execute(f"attach '{build}' as stored (read_only)")
    connection.execute("attach ':memory:' as build")
    connection.execute("copy from database stored to build")
    connection.execute("detach stored")
    connection.execute("use build")
    views = connection.execute(
        "select schema_name, view_name from duckdb_views() where not internal"
    ).fetchall()
    bench = Bench(connection, graph, scenarios, counties)
    stored = {name for _, name in views}
    for name in graph.order:
        node = graph.nodes[name]
        if name in stored and node.sql:
            connection.execute(f'create table {node.schema}."{name}__stored" as {node.sql}')
            connection.execute(f'drop view {node.schema}."{name}"')
            connection.execute(f'alter table {node.schema}."{name}__stored" rename to "{name}"')
    return bench


@contextmanager
def undone(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Undo whatever the body changes."""
    connection.begin()
    try:
        yield
    finally:
        connection.rollback()


@contextmanager
def limited(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt what takes too long: a broken join may multiply rows without end."""
    timer = threading.Timer(SECONDS, connection.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def first_line(error: Exception) -> str:
    """The first line of an error."""
    return str(error).splitlines()[0][:120]
