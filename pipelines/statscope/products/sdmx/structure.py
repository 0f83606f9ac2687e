"""The SDMX structure of coverage, growth and ranking: concepts, code lists, structures, flows.

Belongs here: what the dimensions and attributes are, and every code with its name. Does not belong
here: observations (``observations``), files (``writing``).

Codes of places, families and indicators are those of the published file; those of the frequency
and of the observation's status are of SDMX's cross-domain code lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pysdmx.model import (
    Agency,
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    ItemReference,
    Role,
)

AGENCY = Agency("STATSCOPE", name="statscope: scope statistics of a county bureau")
VERSION = "1.0.0"

STATUSES = {
    "A": "Normal value",
    "B": "Time series break",
    "O": "Missing value",
    "Q": "Missing value; suppressed",
}
UNITS = {"CNY": "Yuan", "NUMBER": "Number of units", "RATIO": "Ratio (0.54 is 54%)", "RANK": "Rank"}
FREQUENCIES = {"M": "Monthly"}


@dataclass(frozen=True)
class Figure:
    """One figure of a flow.

    Attributes:
        column: its column in the published file; the code is the same in capitals.
        unit: a code of :data:`UNITS`.
        name: in Chinese and English.
        is_growth: whether it compares with the year before.
    """

    column: str
    unit: str
    name: str
    is_growth: bool = False

    @property
    def code(self) -> str:
        """Its code."""
        return self.column.upper()


@dataclass(frozen=True)
class Flow:
    """One flow of data.

    Attributes:
        name: also that of its files.
        title: in Chinese and English.
        subject: the dimension that says whose figure it is.
        figures: what it holds.
    """

    name: str
    title: str
    subject: str
    figures: tuple[Figure, ...]

    @property
    def code(self) -> str:
        """Its code."""
        return self.name.upper()


COVERAGE = Flow(
    "coverage",
    "入库覆盖 Registration coverage",
    "REGIME_FAMILY",
    (
        Figure("eligible_units", "NUMBER", "达标单位 Eligible units"),
        Figure("registered_units", "NUMBER", "在库单位 Registered units"),
        Figure("registered_eligible_units", "NUMBER", "在库达标单位 Registered eligible units"),
        Figure("coverage_rate", "RATIO", "入库率 Coverage rate"),
        Figure(
            *("registered_units_growth", "RATIO", "在库单位同比 Registered units, over the year"),
            is_growth=True,
        ),
    ),
)
GROWTH = Flow(
    "growth",
    "增速 Growth",
    "INDICATOR",
    (
        Figure("current_cny", "CNY", "累计值 Value since 1 January"),
        Figure("comparable_growth", "RATIO", "可比增速 Growth on a comparable scope"),
        Figure(
            *("published_nominal_growth", "RATIO", "名义增速 Growth of the totals as published"),
            is_growth=True,
        ),
    ),
)
RANKING = Flow(
    "ranking",
    "县区排位 Ranking of counties",
    "INDICATOR",
    (
        Figure("value_cny", "CNY", "通报值 Value in the bulletin"),
        Figure("growth", "RATIO", "通报增速 Growth in the bulletin", is_growth=True),
        Figure("rank", "RANK", "位次 Rank"),
    ),
)
FLOWS = (COVERAGE, GROWTH, RANKING)

_CONCEPTS: Mapping[str, tuple[str, DataType]] = {
    "FREQ": ("频率 Frequency", DataType.STRING),
    "REF_AREA": ("地区 Reference area", DataType.STRING),
    "REGIME_FAMILY": ("口径类别 Family of scope rules", DataType.STRING),
    "INDICATOR": ("指标 Indicator", DataType.STRING),
    "FIGURE": ("数字 Figure", DataType.STRING),
    "TIME_PERIOD": ("报告期 Reference month; values run from 1 January", DataType.PERIOD),
    "OBS_VALUE": ("数值 Observed value", DataType.DOUBLE),
    "OBS_STATUS": ("观测状态 Observation status", DataType.STRING),
    "PRE_BREAK_VALUE": ("变动前口径数值 Value under the rule before the break", DataType.DOUBLE),
    "UNIT_MEASURE": ("计量单位 Unit of measure", DataType.STRING),
    "COMMENT_OBS": ("说明 Comment", DataType.STRING),
}


@dataclass(frozen=True)
class Structure:
    """All that describes the data of one published file.

    Attributes:
        codes: by concept.
        concepts: the scheme.
        definitions: by the flow's name.
        flows: one per flow.
    """

    codes: Mapping[str, Codelist]
    concepts: ConceptScheme
    definitions: Mapping[str, DataStructureDefinition]
    flows: tuple[Dataflow, ...]

    def artefacts(self) -> list[Codelist | ConceptScheme | DataStructureDefinition | Dataflow]:
        """Return everything that a structure message holds."""
        return [*self.codes.values(), self.concepts, *self.definitions.values(), *self.flows]


def structure(
    places: Mapping[str, str], families: Mapping[str, str], indicators: Mapping[str, str]
) -> Structure:
    """Return the structure for the codes of a published file.

    Args:
        places: code -> name.
        families: code -> name.
        indicators: code -> name.
    """
    figures = {figure.code: figure.name for flow in FLOWS for figure in flow.figures}
    lists = {
        "FREQ": FREQUENCIES,
        "REF_AREA": places,
        "REGIME_FAMILY": families,
        "INDICATOR": indicators,
        "FIGURE": figures,
        "OBS_STATUS": STATUSES,
        "UNIT_MEASURE": UNITS,
    }
    codes = {concept: _codelist(concept, names) for concept, names in lists.items()}
    definitions = {flow.name: _definition(flow, codes) for flow in FLOWS}
    return Structure(
        codes,
        ConceptScheme(
            "CS_STATSCOPE",
            name="Concepts of statscope",
            agency=AGENCY,
            version=VERSION,
            items=[
                Concept(code, name=name, dtype=dtype) for code, (name, dtype) in _CONCEPTS.items()
            ],
        ),
        definitions,
        tuple(_dataflow(flow) for flow in FLOWS),
    )


def _codelist(concept: str, names: Mapping[str, str]) -> Codelist:
    """Return the code list of a concept."""
    return Codelist(
        f"CL_{concept}",
        name=_CONCEPTS[concept][0],
        agency=AGENCY,
        version=VERSION,
        items=[Code(code, name=name) for code, name in names.items()],
    )


def _definition(flow: Flow, codes: Mapping[str, Codelist]) -> DataStructureDefinition:
    """Return the structure of one flow."""
    dimensions = ("FREQ", "REF_AREA", flow.subject, "FIGURE", "TIME_PERIOD")
    return DataStructureDefinition(
        f"DSD_{flow.code}",
        name=flow.title,
        agency=AGENCY,
        version=VERSION,
        components=Components(
            [
                *_components(dimensions, Role.DIMENSION, codes, required=True),
                *_components(("OBS_VALUE",), Role.MEASURE, codes, required=False),
                *_components(("OBS_STATUS", "UNIT_MEASURE"), Role.ATTRIBUTE, codes, required=True),
                *_components(
                    ("PRE_BREAK_VALUE", "COMMENT_OBS"), Role.ATTRIBUTE, codes, required=False
                ),
            ]
        ),
    )


def _components(
    concepts: Sequence[str], role: Role, codes: Mapping[str, Codelist], *, required: bool
) -> list[Component]:
    """Return components of one role."""
    return [
        Component(
            concept,
            required,
            role,
            ItemReference("Concept", AGENCY.id, "CS_STATSCOPE", VERSION, concept),
            local_dtype=_CONCEPTS[concept][1],
            local_codes=codes.get(concept),
            attachment_level="O" if role is Role.ATTRIBUTE else None,
        )
        for concept in concepts
    ]


def _dataflow(flow: Flow) -> Dataflow:
    """Return the flow itself."""
    urn = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure"
    return Dataflow(
        f"DF_{flow.code}",
        name=flow.title,
        agency=AGENCY,
        version=VERSION,
        structure=f"{urn}={AGENCY.id}:DSD_{flow.code}({VERSION})",
    )
