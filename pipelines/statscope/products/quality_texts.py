"""What the quality report says, in Chinese and English.

Belongs here: headings, explanations and names of columns. Does not belong here: figures
(``quality_report``), texts of the command line (``messages``).
"""

from __future__ import annotations

from collections.abc import Mapping

TITLE = ("统计质量报告", "Quality report")
SYNTHETIC = (
    "**模拟数据：本报告不反映任何真实统计。**",
    "**Synthetic data: this report describes no real statistic.**",
)
IDENTITY = (
    "版本 {vintage}，报告期 {first} 至 {last}，{deliveries} 个报送文件，产品版本 {version}。",
    (
        "Vintage {vintage}, periods {first} to {last}, {deliveries} delivered files, product "
        "version {version}."
    ),
)
NOTHING = ("无。", "None.")

HEADINGS: Mapping[str, tuple[str, str]] = {
    "coverage": ("覆盖", "Coverage"),
    "unknown": ("口径无法判定的单位", "Units that cannot be classified"),
    "punctuality": ("报送及时性", "Punctuality of deliveries"),
    "accuracy": ("退回与略过的记录", "Rows rejected and set aside"),
    "revisions": ("修订", "Revisions"),
    "breaks": ("可比性：口径变动", "Comparability: scope breaks"),
    "rates": ("可比性：几种增速", "Comparability: rates side by side"),
    "checks": ("检查", "Checks"),
    "issues": ("已知问题", "Known issues"),
}

NOTES: Mapping[str, tuple[str, str]] = {
    "coverage": (
        "最近一期各县：达标单位中已入库的比例。",
        "Counties in the latest period: the share of eligible units that is registered.",
    ),
    "unknown": (
        "最近一期现行口径下缺少判定依据的单位；既不算达标也不算不达标。",
        "Units of the latest period without the value that decides: neither in nor out.",
    ),
    "punctuality": (
        "收到：文件登记日与报告期末日相隔的天数；缺报：应有而没有报送的期数。",
        (
            "Days: from the period's last day to the day on which the file was first taken on "
            "record. Missing: periods for which nothing was delivered."
        ),
    ),
    "accuracy": (
        "全部报送文件，每行记录恰有一个去向。",
        "All delivered files; every row has exactly one fate.",
    ),
    "revisions": (
        "各保留版本之间：最近所知减去最初所知；“修订期数”是两者不同的报告期数。",
        (
            "Over the vintages that are kept: what is known now less what was known first. Periods "
            "revised are those in which the two differ."
        ),
    ),
    "breaks": (
        "与上年同期口径不同的报告期；这些期的同比不得直接使用。",
        (
            "Periods whose rule was another one a year before: growth over the year must not be "
            "used as it stands."
        ),
    ),
    "rates": (
        "最近一期各县：对外使用可比增速，其余并列备查。",
        (
            "Counties in the latest period: comparable growth is the headline, the others stand "
            "beside it."
        ),
    ),
    "checks": (
        "发布时所做的检查，按工具和严重程度。",
        "The checks of the publishing run, by tool and severity.",
    ),
    "issues": ("使用数字前应当知道的事。", "What to know before using a figure."),
}

COLUMNS: Mapping[str, tuple[str, str]] = {
    "family": ("口径类别", "family"),
    "division": ("区划", "division"),
    "regime": ("口径", "rule"),
    "eligible": ("达标", "eligible"),
    "registered": ("达标且在库", "of these registered"),
    "coverage_rate": ("入库率", "coverage"),
    "units": ("单位数", "units"),
    "unknown": ("无法判定", "unknown"),
    "unknown_share": ("占比", "share"),
    "register": ("名册", "register"),
    "files": ("文件数", "files"),
    "refused": ("退回文件", "refused"),
    "superseded": ("被替代文件", "superseded"),
    "missing": ("缺报期数", "missing periods"),
    "median_days": ("收到天数（中位）", "days, median"),
    "most_days": ("收到天数（最长）", "days, longest"),
    "present": ("实有行", "rows present"),
    "loaded": ("载入", "loaded"),
    "rejected": ("退回", "rejected"),
    "set_aside": ("重复或略过", "duplicate or ignored"),
    "rejected_share": ("退回比例", "share rejected"),
    "figure": ("数字", "figure"),
    "vintages": ("版本数", "vintages"),
    "periods": ("报告期数", "periods"),
    "revised": ("修订期数", "periods revised"),
    "mean_revision": ("平均修订", "mean revision"),
    "mean_absolute": ("平均绝对修订", "mean absolute revision"),
    "first": ("自", "from"),
    "last": ("至", "to"),
    "months": ("月数", "months"),
    "indicator": ("指标", "indicator"),
    "comparable": ("可比", "comparable"),
    "nominal": ("名义", "nominal"),
    "bias": ("偏差（百分点）", "bias, points"),
    "missing_base": ("缺基数份额", "share without base"),
    "price_basis": ("价格", "prices"),
    "is_break": ("跨口径", "scope break"),
    "tool": ("工具", "tool"),
    "severity": ("严重程度", "severity"),
    "checks": ("检查数", "checks"),
    "passed": ("通过", "passed"),
    "failed": ("未通过", "failed"),
    "accepted": ("经认可", "accepted"),
    "not_applicable": ("不适用", "not applicable"),
    "issue": ("问题", "issue"),
    "who_acts": ("处理人", "who acts"),
}
