"""Meanings of the tables of schema ``meta``, in Chinese and English, and how a meaning is read.

Belongs here: the comments of ``meta`` tables and columns, each written once, and the one form
that every comment of a published file has, ``中文名：说明。| English.`` Not here: the comments
of marts and seeds (doc blocks of the dbt project), and writing them into a file
(``publication_content``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_NAME = 40


@dataclass(frozen=True)
class Meaning:
    """What a comment says.

    Attributes:
        name_zh: the Chinese name, empty where the comment gives none.
        zh: the Chinese text, name included.
        en: the English text.
    """

    name_zh: str
    zh: str
    en: str


def read_comment(comment: str | None) -> Meaning:
    """Take a comment of the form ``中文名：说明。| English.`` apart; parts may be missing."""
    chinese, bar, english = (comment or "").partition("|")
    if not bar and chinese.isascii():
        chinese, english = "", chinese
    name, colon, _ = chinese.partition("：")
    name = " ".join(name.split()).rstrip("。")
    if not colon and len(name) > LONGEST_NAME:
        name = ""
    return Meaning(name_zh=name, zh=" ".join(chinese.split()), en=" ".join(english.split()))


META_TABLES: Mapping[str, str] = {
    "about": "版本说明：本文件是什么、何时、由哪些报表生成，仅一行。| "
    "What this file is, when and from which deliveries it was made; one row.",
    "deliveries": "报送文件：每行是一个报送的文件及其去向。| "
    "One row per delivered file and what became of it.",
    "slots": "报送位次：某名册、某期、某来源、某报告类别由哪份报送计数。| "
    "Which delivery counts for a register, period, source and kind of report.",
    "rejected_rows": "退回记录：每行是一条被退回的记录及原因。| "
    "One row per rejected row, with the reasons.",
    "set_aside_rows": "未计记录：重复的记录和按规则略过的行（合计、注释等）。| "
    "Rows that repeat another one, and rows ignored by a named rule (subtotals, notes).",
    "checks": "检查结果：生成本文件的那次运行所做的每项检查。| "
    "One row per check of the run that published this file.",
    "rules": "统计口径规则：每行是一条口径规则，含法规依据和适用时期。| "
    "One row per scope rule, with its legal basis and dates.",
    "regimes": "统计制度：每行是一种口径制度及其适用的报告期。| "
    "One row per regime and the reference periods in which it holds.",
    "known_issues": "已知问题：使用本文件数字前应当知道的事，每类每项一行。| "
    "What to know before using a figure of this file; one row per issue.",
    "tables": "表目录：本文件中的每张表。| One row per table of this file.",
    "columns": "列目录：本文件中每张表的每一列及其含义。| "
    "One row per column of every table of this file, with its meaning.",
}
"""Comment of each ``meta`` table."""

_COMMON: Mapping[str, str] = {
    "delivery_id": "报送编号：由名册、期别、来源、报告类别和文件内容得出的编号。| "
    "Id of a delivery: a hash of register, period, source, kind of report and content.",
    "register": "名册：所属名册（文件夹名）。| The register (folder) it was delivered under.",
    "period": "报告期：报告月份的第一天。| First day of the reference month.",
    "source": "来源：报送部门，未说明时为空。| Who sent it; empty when not stated.",
    "report_kind": "报告类别：月报 periodic 或年报 annual。| periodic or annual.",
    "file_name": "文件名：名册文件夹下的文件名。| Name of the file inside its register's folder.",
    "sheet": "工作表：所在工作表名称。| Name of the worksheet.",
    "row_number": "行号：在工作表或文件中的行号，从 1 起。| "
    "Row as a person sees it in the sheet or file, from 1.",
    "rows_loaded": "载入行数：载入的记录数。| Rows loaded.",
    "amount_loaded_cny": "载入金额：载入记录主要金额列的合计（元）。| "
    "Sum of the main money column over loaded rows, in yuan.",
    "raw_row": "原始记录：该行原文，列名对应内容。| The row as delivered, header to text.",
    "schema_name": "模式名：表所在的模式。| Schema of the table.",
    "table_name": "表名：表的英文名。| Name of the table.",
    "name_zh": "中文名：中文名称。| Chinese name.",
    "comment_zh": "中文说明：中文含义。| Meaning in Chinese.",
    "comment_en": "英文说明：英文含义。| Meaning in English.",
}

_OWN: Mapping[str, Mapping[str, str]] = {
    "about": {
        "product_version": "产品版本：生成本文件的 statscope 版本。| "
        "Version of statscope that made this file.",
        "vintage": "版本号：发布时刻，格式 YYYYMMDDTHHMMSSZ。| "
        "Vintage of this file, as YYYYMMDDTHHMMSSZ.",
        "built_at": "生成时间：本文件生成的时刻。| When this file was made.",
        "periods": "报告期列表：有口径数据的全部报告期。| Every period that has facts, in order.",
        "deliveries": "文件数：登记在册的报送文件数。| Number of delivered files on record.",
        "is_synthetic": "是否模拟：数据含模拟（非真实）数据。| "
        "Whether synthetic data went into this file.",
        "min_duckdb_version": "最低版本：能打开本文件的最低 DuckDB 版本。| "
        "Oldest DuckDB that opens this file.",
    },
    "deliveries": {
        "content_sha256": "内容指纹：文件内容的 SHA-256。| SHA-256 of the file's bytes.",
        "profile_sha256": "配置指纹：所用配置的 SHA-256。| SHA-256 of the profile applied.",
        "periods": "涉及报告期：文件涉及的全部报告期。| Every period the file speaks of.",
        "file_bytes": "文件大小：字节数。| Size in bytes.",
        "modified_at": "修改时间：文件最后修改的时刻。| When the file was last changed.",
        "loaded_at": "登记时间：首次登记的时刻。| When it was first taken on record.",
        "state": "状态：采用 accepted、退回 rejected、被替代 superseded、重复 duplicate。| "
        "accepted, rejected, superseded or duplicate.",
        "reject_reason": "退回原因：整个文件被退回的原因代码。| Why the whole file was rejected.",
        "reject_detail": "退回详情：退回原因的说明。| The rejection in words.",
        "header_row": "表头行号：表头所在的行号。| Row number of the header.",
        "encoding": "编码：文本文件的编码。| Encoding of a text file.",
        "delimiter": "分隔符：文本文件的分隔符。| Delimiter of a text file.",
        "ignored_columns": "略过的列：名册约定以外的列名。| "
        "Delivered columns the contract does not know.",
        "rows_present": "实有行数：表头以下的非空记录数。| Records after the header, not blank.",
        "rows_rejected": "退回行数：被退回的记录数。| Rows rejected.",
        "rows_duplicate": "重复行数：与本文件另一行完全相同的记录数。| "
        "Rows that repeat another row of the file.",
        "rows_superseded": "被替代行数：因报送被替代而不计的记录数。| "
        "Rows that do not count because a newer delivery does.",
        "rows_ignored": "略过行数：按规则略过的行数（合计、注释等）。| "
        "Rows ignored by a rule (subtotals, notes).",
        "amount_present_cny": "实有金额：全部记录主要金额列的合计（元）。| "
        "Sum of the main money column over rows present, in yuan.",
        "amount_rejected_cny": "退回金额：退回记录的金额合计（元）。| Over rejected rows, in yuan.",
        "amount_duplicate_cny": "重复金额：重复记录的金额合计（元）。| "
        "Over duplicate rows, in yuan.",
        "amount_superseded_cny": "被替代金额：被替代记录的金额合计（元）。| "
        "Over superseded rows, in yuan.",
        "amount_ignored_cny": "略过金额：略过行的金额合计（元）。| Over ignored rows, in yuan.",
        "is_synthetic": "是否模拟：该文件是否为模拟数据。| Whether the file is synthetic.",
    },
    "slots": {
        "is_current": "是否计数：该报送目前是否计数。| Whether this delivery counts.",
    },
    "rejected_rows": {
        "reasons": "退回原因：全部退回原因代码。| Codes of every reason.",
        "column_name": "问题列：出问题的约定列名。| Contract column at fault.",
        "raw_value": "原值：问题单元格的原文。| The cell as delivered.",
    },
    "set_aside_rows": {
        "fate": "去向：重复 duplicate 或略过 ignored。| duplicate or ignored.",
        "rule": "规则：按哪条规则略过。| The rule by which it was ignored.",
    },
    "checks": {
        "check_id": "检查编号：检查的固定名称。| Stable name of the check.",
        "tool": "工具：执行检查的工具。| great_expectations, dbt or statscope.",
        "severity": "严重程度：error、warn 或 info。| error, warn or info.",
        "is_blocking": "是否阻断：不通过时是否停止发布。| Whether a failure stops publication.",
        "passed": "是否通过：不适用时为空。| Whether it passed; null where it did not apply.",
        "status": "结果：passed、failed、accepted、error 或 not_applicable。| "
        "passed, failed, accepted, error or not_applicable.",
        "observed": "观察结果：实际看到的情况。| What was seen.",
        "examined_rows": "检查行数：结论所依据的行数。| Rows the verdict rests on.",
        "subject": "检查对象：被检查的表或名册。| Table or register examined.",
        "description": "检查说明：检查的内容。| What is checked.",
        "who_acts": "处理人：不通过时由谁处理。| Who acts on a failure.",
        "accepted_reason": "认可理由：操作员认可该项不通过的理由。| "
        "The operator's reason for accepting the failure.",
        "checked_at": "检查时间：检查的时刻。| When it was checked.",
        "sql": "检查语句：找出不通过之处的语句，只凭本文件不能回答时为空。| "
        "The statement that finds what breaks it; null where this file alone cannot answer.",
    },
    "regimes": {
        "periodic_from": "定报起：定期报表适用的第一个月，空为一向适用。| "
        "First month of periodic reports; null where it always held.",
        "periodic_to": "定报止：定期报表不再适用的第一个月，空为仍适用。| "
        "First month of periodic reports in which it no longer holds; null while it does.",
        "annual_from": "年报起：年报适用的第一个年份（元月一日）。| "
        "First reference year of annual reports, as its 1 January.",
        "annual_to": "年报止：年报不再适用的第一个年份（元月一日）。| "
        "First reference year in which it no longer holds, as its 1 January.",
    },
    "known_issues": {
        "issue_id": "问题编号：类别加具体对象。| The kind, and what tells it apart.",
        "kind": "类别：问题的种类代码。| Kind of issue.",
        "severity": "严重程度：error、warn 或 info。| error, warn or info.",
        "subject": "对象：涉及的表或名册。| The table or register it is about.",
        "period": "报告期：涉及的（最近一个）报告期，不限期时为空；口径变动为第一个。| "
        "The latest period it is about, for a scope break the first; null where of none.",
        "affected": "数量：涉及的文件、记录、单位、区划或月份数。| "
        "How many files, rows, units, divisions or months.",
        "issue_zh": "中文说明：问题的内容。| The issue, in Chinese.",
        "issue_en": "英文说明：问题的内容。| The issue, in English.",
        "who_acts": "处理人：由谁处理。| Who acts.",
    },
    "tables": {"row_count": "行数：表中的行数。| Rows in the table."},
    "columns": {
        "column_name": "列名：列的英文名。| Name of the column.",
        "position": "序号：列在表中的次序，从 1 起。| Place of the column in its table, from 1.",
        "data_type": "数据类型：DuckDB 数据类型。| DuckDB type.",
    },
}


def meta_column_comment(table: str, column: str) -> str | None:
    """Return the comment of a column of a ``meta`` table, if it is one that statscope defines."""
    return _OWN.get(table, {}).get(column) or (
        _COMMON.get(column) if table in META_TABLES else None
    )
