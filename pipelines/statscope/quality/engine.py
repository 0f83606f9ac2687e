"""Great Expectations, behind two functions: judge a small frame, judge a table of the build file.

Belongs here: how the library is loaded, silenced, pointed at DuckDB and read out. Does not belong
here: any check. A trap that shaped this module: an expectation that *raises* comes back as
``success: false`` with an empty result, so ``exception_info`` is read before anything else, and
results come back in another order than asked, so each carries the name of its check.
"""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

ROW = "row"
"""Name of the column by which a frame's failing rows are told apart."""

_RESULT_FORMAT = {"result_format": "COMPLETE", "unexpected_index_column_names": [ROW]}
_DUCKDB_ENGINE: dict[str, Any] = {
    # With SQLAlchemy's default pooling every aggregate expectation raises on DuckDB.
    "isolation_level": "AUTOCOMMIT",
    "pool_reset_on_return": None,
    "skip_autocommit_rollback": True,
    "connect_args": {"read_only": True},
}


@dataclass(frozen=True)
class Expect:
    """One expectation, as data.

    Attributes:
        check: the check that it belongs to.
        kind: class name in ``great_expectations.expectations``.
        arguments: its arguments.
        at_least: (column, value): only rows whose column reaches the value are judged.
    """

    check: str
    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    at_least: tuple[str, float] | None = None


@dataclass(frozen=True)
class Judgement:
    """What became of one expectation.

    Attributes:
        check: the check that it belongs to.
        met: whether the expectation was met; False also where it raised.
        unexpected: how many rows did not meet it.
        rows: for frames, the failing rows by their :data:`ROW`.
        samples: a few of the unexpected values, as text.
        error: what was raised instead of a judgement, else None.
    """

    check: str
    met: bool
    unexpected: int
    rows: frozenset[int] = frozenset()
    samples: tuple[str, ...] = ()
    error: str | None = None


def judge_frame(frame: pd.DataFrame, expectations: Sequence[Expect]) -> tuple[Judgement, ...]:
    """Judge a small frame that has a column :data:`ROW`; never raises for a failing check."""
    gx = load_library()
    context = _context(gx)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    return _validated(gx, batch, expectations, _RESULT_FORMAT)


@contextmanager
def open_tables(build: Path) -> Iterator[TableJudge]:
    """Open the build file, read-only, for judging its tables in the database itself."""
    gx = load_library()
    source = _context(gx).data_sources.add_sql(
        "build", connection_string=f"duckdb:///{build}", kwargs=_DUCKDB_ENGINE
    )
    judge = TableJudge(gx, source)
    try:
        yield judge
    finally:
        judge.close()


class TableJudge:
    """Judges tables of one open build file; :func:`open_tables` makes and closes it."""

    def __init__(self, gx: ModuleType, source: Any) -> None:  # noqa: ANN401 - an untyped library
        """Take the loaded library and one of its data sources."""
        self._gx = gx
        self._source = source
        self._engines: list[Any] = [source.get_engine()]

    def judge(
        self, schema: str, table: str, expectations: Sequence[Expect]
    ) -> tuple[Judgement, ...]:
        """Judge one table by push-down; ``{batch}`` in a query stands for the table."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the schema is one of several: it stays an argument
            asset = self._source.add_table_asset(
                f"{schema}.{table}", table_name=table, schema_name=schema
            )
            batch = asset.add_batch_definition_whole_table("all").get_batch()
        self._engines.append(batch.data.execution_engine)
        return _validated(self._gx, batch, expectations, {"result_format": "SUMMARY"})

    def close(self) -> None:
        """Let go of the file: other connections of this process use another configuration."""
        for engine in reversed(self._engines):
            (engine.close if hasattr(engine, "close") else engine.dispose)()


def load_library() -> ModuleType:
    """Import the library, silent and without analytics."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # 4 s and 300 MB: only when checking.
        importlib.import_module("great_expectations.expectations")
        return importlib.import_module("great_expectations")


def _context(gx: ModuleType) -> Any:  # noqa: ANN401 - an untyped library
    """Return a context that lives in memory and draws no progress bars."""
    base = importlib.import_module("great_expectations.data_context.types.base")
    # The usual in-memory context leaves a temporary folder behind for documents nobody reads.
    stores = base.InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    config = base.DataContextConfig(store_backend_defaults=stores)
    context = gx.get_context(mode="ephemeral", project_config=config)
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    return context


def _validated(
    gx: ModuleType,
    batch: Any,  # noqa: ANN401 - an untyped library
    expectations: Sequence[Expect],
    result_format: Mapping[str, Any],
) -> tuple[Judgement, ...]:
    """Run the expectations on a batch and read the results out, each under its check."""
    if not expectations:
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        built = [_built(gx, expect) for expect in expectations]
        suite = gx.ExpectationSuite(name="suite", expectations=built)
        results = batch.validate(suite, result_format=result_format).results
    return tuple(_judgement(result) for result in results)


def _built(gx: ModuleType, expect: Expect) -> Any:  # noqa: ANN401 - an untyped library
    """Return the library's own object for one expectation."""
    arguments: dict[str, Any] = {**expect.arguments, "meta": {"check": expect.check}}
    if expect.at_least:
        column, value = expect.at_least
        arguments |= {
            "row_condition": f'col("{column}") >= {value}',
            "condition_parser": "great_expectations",
        }
    return getattr(gx.expectations, expect.kind)(**arguments)


def _judgement(result: Any) -> Judgement:  # noqa: ANN401 - an untyped library
    """Read one result out; whatever raised is an error, never a breach and never a pass."""
    check = str(result.expectation_config.meta["check"])
    found: Mapping[str, Any] = result.result or {}
    error = next(_messages(result.exception_info), None)
    if error is not None:
        return Judgement(check, met=False, unexpected=0, error=error)
    unexpected = found.get("unexpected_count", 0 if result.success else _observed_count(found))
    return Judgement(
        check,
        met=bool(result.success),
        unexpected=int(unexpected),
        rows=frozenset(int(row[ROW]) for row in found.get("unexpected_index_list") or ()),
        samples=tuple(str(value) for value in (found.get("partial_unexpected_list") or ())[:3]),
    )


def _observed_count(found: Mapping[str, Any]) -> int:
    """Return the count that a query expectation observed."""
    value = found.get("observed_value")
    return int(value) if isinstance(value, int | float) else 1


def _messages(info: Mapping[str, Any]) -> Iterator[str]:
    """Yield the messages of raised exceptions, which lie one or two levels deep."""
    if info.get("raised_exception"):
        yield _first_line(info.get("exception_message"))
        return
    for nested in info.values():
        if isinstance(nested, Mapping):
            yield from _messages(nested)


def _first_line(message: object) -> str:
    """Return the first line of a message, or a word where there is none."""
    lines = str(message or "").strip().splitlines()
    return lines[0] if lines else "raised without a message"
