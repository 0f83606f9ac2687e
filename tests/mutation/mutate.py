"""Breaks every rule and every operator in turn, and asks whether scenarios or oracle notice.

    make mutate                              all of it
    make mutate ONLY='scope_rules|sized'     models and seeds whose name matches

One build of the scenarios and one of random counties are held in memory. For each mutant one model
(or the rows of one seed) is replaced, everything after it is computed again by the SQL that dbt
compiled, and the marts are compared with the scenarios' expectations and the oracle; then all is
undone. No dbt is started for that; whoever survives is then tried on the unit tests of its model.
Survivors are printed: each is a scenario that is missing,
or changes nothing that matters, in which case ``equivalent.csv`` says why.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb

from model_runs import build_models
from mutation.mutants import Mutant, sql_mutants
from mutation.own_tests import Copy, copy_of
from mutation.seed_mutants import seed_mutants
from mutation.workbench import Bench, Graph, open_bench, read_graph
from oracle.code_county import code_county
from oracle.counties import code_of, draw_counties
from oracle.county import County
from oracle.county_files import write_counties
from scenarios.assembling import assemble
from scenarios.reading import all_scenarios
from statscope.defs.dbt_project import BUILD_FILE_VARIABLE, common_arguments, parsed_project
from statscope.settings import PROJECT_ROOT, Settings

FIRST_SEED, COUNTIES = 20110101, 4
PROCESSES = 2
EQUIVALENT = Path(__file__).with_name("equivalent.csv")
MODELS = (
    r"int_periods__|int_regimes__|int_years__|int_enterprises__in_force|int_projects__in_force"
    r"|int_enterprise_returns__|int_enterprises__sized|int_projects__sized|int_plan_revisions__known"
    r"|int_industry_codes__|int_qualifications__|int_scope_rules__|int_enterprise_scope__"
    r"|int_project_scope__|int_enterprises__registered|int_projects__registered"
    r"|int_registered_units__|int_register_changes__|int_indicator_"
    r"|fct_enterprise_scope|fct_project_scope|fct_annual_scope|fct_scope_transitions"
    r"|fct_register_changes|fct_indicator_|rpt_scope_transitions|rpt_registration_coverage"
    r"|rpt_growth$|rpt_change_bridge|rpt_near_threshold|rpt_threshold_curve"
    r"|rpt_registered_ineligible|rpt_uncounted_investment"
)


@dataclass(frozen=True)
class Workshop:
    """What every process needs to set up its benches."""

    scenarios: Path
    counties: Path
    manifest: Path


_benches: list[Bench] = []


def main(only: str) -> int:
    """Make the builds, run every mutant that is asked for, report; 1 when any survived."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="statscope-mutation-") as folder:
        workshop = prepare(Path(folder))
        mutants = [one for one in all_mutants(workshop) if re.search(only, one.place)]
        say(f"{len(mutants)} mutants; prepared in {time.monotonic() - started:.0f} s")
        context = get_context("spawn")
        with ProcessPoolExecutor(PROCESSES, context, set_up, (workshop,)) as pool:
            own = copy_of(PROJECT_ROOT / "dbt_project", workshop.scenarios, Path(folder))
            verdicts = list(shown(mutants, pool.map(try_out, mutants), own))
    return report(mutants, verdicts, time.monotonic() - started)


# --- the builds ---------------------------------------------------------------------------------


def prepare(folder: Path) -> Workshop:
    """Build the scenarios and the counties, and compile the models."""
    assemble(all_scenarios(), folder / "scenarios" / "deliveries")
    scenarios = build_models(folder / "scenarios")
    write_counties(drawn_counties(), folder / "counties" / "deliveries")
    counties = build_models(folder / "counties")
    return Workshop(scenarios, counties, compiled(folder / "scenarios"))


def drawn_counties() -> list[County]:
    """The random counties, and the one that has every industry code."""
    return [*draw_counties(FIRST_SEED, COUNTIES), code_county(code_of(COUNTIES))]


def compiled(home: Path) -> Path:
    """Let dbt compile the project as for a full refresh; return the manifest with its SQL."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 - takes seconds, once

    settings = Settings.from_environment({}, home=home)
    os.environ[BUILD_FILE_VARIABLE] = str(settings.build_file)
    arguments = ["compile", "--full-refresh", *common_arguments(settings, settings.dbt_target)]
    done = dbtRunner(manifest=parsed_project(settings).for_dbt).invoke(arguments)
    assert done.success, done.exception
    return settings.dbt_target / "manifest.json"


def graph_of(workshop: Workshop) -> Graph:
    """Read the compiled manifest."""
    return read_graph(json.loads(workshop.manifest.read_text(encoding="utf-8")))


# --- the mutants --------------------------------------------------------------------------------


def all_mutants(workshop: Workshop) -> Iterator[Mutant]:
    """Every mutant of the listed seeds and models."""
    with duckdb.connect(str(workshop.scenarios), read_only=True) as connection:
        yield from seed_mutants(connection)
    graph = graph_of(workshop)
    for name in graph.order:
        sql = graph.nodes[name].sql
        if sql and re.match(MODELS, name):
            yield from sql_mutants(name, sql)


def set_up(workshop: Workshop) -> None:
    """Open this process's benches; nothing broken must pass."""
    graph = graph_of(workshop)
    _benches.append(open_bench(workshop.scenarios, graph, all_scenarios(), ()))
    _benches.append(open_bench(workshop.counties, graph, (), drawn_counties()))
    for bench in _benches:
        bench.leave_out_failing_tests()
        found = bench.noticed({*graph.nodes})
        assert not found, f"nothing is broken yet: {found}"


def try_out(mutant: Mutant) -> str:
    """What notices a mutant: the scenarios first, they are quicker."""
    for bench in _benches:
        verdict = bench.verdict(mutant)
        if verdict:
            return verdict
    return ""


# --- the report ---------------------------------------------------------------------------------


def say(text: str) -> None:
    """Show a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def shown(mutants: Sequence[Mutant], verdicts: Iterator[str], own: Copy) -> Iterator[str]:
    """Pass verdicts on; who survived meets the model's own tests, and is printed if they pass."""
    known = equivalents()
    for number, (mutant, verdict) in enumerate(zip(mutants, verdicts, strict=True), start=1):
        if not verdict and key_of(mutant) in known:
            yield "equivalent"
            continue
        if not verdict and not mutant.is_seed and own.notices(mutant):
            yield "caught by a unit test"
            continue
        if not verdict:
            say(f"survived {number}/{len(mutants)} {mutant.place}: {mutant.change}")
        yield verdict


def key_of(mutant: Mutant) -> tuple[str, str]:
    """By what a mutant is found in the list of the equivalent."""
    return mutant.place, mutant.change


def equivalents() -> set[tuple[str, str]]:
    """Mutants that a person looked at and found to change nothing that matters."""
    if not EQUIVALENT.is_file():
        return set()
    with EQUIVALENT.open(encoding="utf-8", newline="") as lines:
        return {(row["place"], row["change"]) for row in csv.DictReader(lines)}


def report(mutants: Sequence[Mutant], verdicts: Sequence[str], seconds: float) -> int:
    """Print the score by place and in all; return the exit code."""
    counts: dict[str, Counter[str]] = {}
    for mutant, verdict in zip(mutants, verdicts, strict=True):
        kind = verdict.partition(":")[0].partition(" ")[0] or "survived"
        counts.setdefault(mutant.place, Counter())[kind] += 1
    total: Counter[str] = Counter()
    for place, kinds in counts.items():
        total.update(kinds)
        say(f"{place:45} {kinds['caught']:4} caught {kinds['survived']:3} survived")
    tried = total["caught"] + total["survived"]
    share = total["caught"] / tried if tried else 1.0
    say(
        f"{total['caught']} of {tried} mutants caught ({share:.1%}), {total['survived']} survived,"
        f" {total['equivalent']} equivalent, {total['stillborn']} not valid SQL; {seconds:.0f} s"
    )
    return 1 if total["survived"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
