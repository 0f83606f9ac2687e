"""What operators read in the Dagster UI and while a run goes on, in Chinese and English.

Belongs here: names of groups, owners, descriptions, lines of progress. Does not belong here: what
registers and checks are called (contracts and seeds), messages of the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from statscope.settings import Language

GROUP_DELIVERIES = "deliveries"
GROUP_REGISTERS = "registers"
GROUP_RULES = "rules"
GROUP_STAGING = "staging"
GROUP_CLASSIFICATION = "classification"
GROUP_MARTS = "marts"
GROUP_PUBLISHED = "published"

OPERATOR = "team:operator"
STATISTICIAN = "team:statistician"
ENGINEER = "team:engineer"

DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "deliveries": (
            "各部门报送的文件：查找、识别、登记月份；并读入用户的试算口径。| "
            "What departments sent: found, identified, their months made known. "
            "Nothing in the folder is ever changed. Also reads the user's what-if regimes."
        ),
        "unit_matches": (
            "单位对照：代码的合并与后续代码，没有代码的名称所指的单位。| "
            "Which unit each code and each name without a code means: codes of one unit joined, "
            "names matched; doubtful ones wait for a person."
        ),
        "audited_build": (
            "已建成并关闭的库文件：发布前最后一次检查。| "
            "The finished, closed build file: examined as a whole before it may leave."
        ),
        "published_file": (
            "已发布的只读 DuckDB 文件，每次发布一个版本。| "
            "The published, read-only DuckDB file: one vintage per publication. "
            "BI tools and SQL open this, never the build file."
        ),
        "everything": (
            "全部重做：登记新月份，读入所有报送文件，建库、检查、发布。| "
            "One click for everything: makes new months known, takes in all deliveries, builds, "
            "checks and publishes. Starts a run of its own, which it names."
        ),
        "new_deliveries": (
            "到货监视：报送文件夹的内容有变化时启动“everything”，同样的内容只启动一次。| "
            "Starts `everything` when the content of the deliveries folder has changed; the same "
            "content starts it once only."
        ),
        "failure_alert": (
            "失败提醒：运行失败时在 reports/alerts.jsonl 记一行。| "
            "Puts a line into reports/alerts.jsonl whenever a run fails."
        ),
        "all_periods": (
            "“everything” 和命令行启动的运行，覆盖全部月份。| "
            "What `everything` and the command line start: all assets, all months."
        ),
        "one_period": (
            "只重做一个月：其他月份的行保持不变。| "
            "One month again: takes in and computes the chosen month, leaves all others' rows "
            "as they are, checks and publishes."
        ),
    }
)

_LINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "start": ("准备", "Getting ready"),
        "waiting": ("另一个程序正在写库，等待：{busy}", "Waiting: {busy}"),
        "models": ("读取模型", "Reading the models"),
        "found": ("找到 {files} 个文件", "Found {files} files"),
        "register": (
            "读入 {name}（第 {number}/{files} 个文件，已读 {rows} 行）",
            "Taking in {name} (file {number} of {files}, {rows} rows so far)",
        ),
        "matching": ("对照单位名称", "Matching names"),
        "door": ("检查到货", "Checking the deliveries"),
        "dbt": ("建库：{done}/{total} {name}", "Building {done}/{total}: {name}"),
        "audit": ("检查建成的库", "Auditing the finished file"),
        "publish": ("发布", "Publishing"),
        "nothing_found": ("没有报送文件：{where}", "Nothing was delivered in {where}"),
        "being_copied": (
            "{file} 可能还在复制",
            "{file} may still be being copied",
        ),
        "nothing_new": ("{files} 个文件，内容没有变化", "Nothing new among {files} files"),
        "run_died": (
            "运行的进程已被强行结束；已发布的不变",
            "The process of this run was killed; what was published stands",
        ),
        "nothing_accepted": (
            "没有可发布的内容：没有一份名录或报表被接收",
            "Nothing to publish: no list and no return was accepted",
        ),
        "published": ("已发布版本 {vintage}", "Published vintage {vintage}"),
        "blocked": (
            "未发布：{count} 项检查未通过：{checks}",
            "Nothing published: {count} checks failed: {checks}",
        ),
        "failed": ("运行失败：{error}", "The run failed: {error}"),
        "interrupted": (
            "运行被人中断；已发布的版本不变",
            "A person interrupted the run; what was published stands",
        ),
        "unknown_period": (
            "没有报送 {period}；有：{known}",
            "Nothing was delivered for {period}; there is: {known}",
        ),
        "others_too": (
            "一并重算受影响的其他月份：{months}",
            "Other months build on these and are computed too: {months}",
        ),
        "no_build": (
            "还没有完整的库，本次全部重做",
            "There is no complete build yet, so this run does everything",
        ),
        "rules_changed": (
            "规则或模型有变动，本次全部重做",
            "The rules or the models have changed, so this run does everything",
        ),
        "not_checked": (
            "未发布：还缺 {steps}；请运行 everything 或 one_period",
            "Nothing published: still to be done: {steps}; run everything or one_period",
        ),
        "what_if_changed": (
            "试算口径有变动，本次全部重做",
            "The what-if regimes have changed, so this run does everything",
        ),
        "successors_changed": (
            "后续代码有变动，本次全部重做",
            "The successor codes have changed, so this run does everything",
        ),
        "match_decisions_changed": (
            "名称判定有变动，本次全部重做",
            "The decisions on names have changed, so this run does everything",
        ),
        "serving": (
            "Dagster 界面：{url}（Ctrl-C 停止；日志：{log}）",
            "Dagster UI: {url} (Ctrl-C stops it; its log: {log})",
        ),
        "starting": ("正在启动 Dagster 界面……", "Starting the Dagster UI..."),
    }
)


def in_both(key: str, **values: object) -> str:
    """Return one line in both languages, for pages whose reader is not known."""
    return " | ".join(words.format(**values) for words in _LINES[key])


def line(language: Language, key: str, **values: object) -> str:
    """Return one line in the user's language."""
    chinese, english = _LINES[key]
    return (chinese if language == "zh" else english).format(**values)
