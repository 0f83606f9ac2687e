"""Every text that the command line says, in Chinese and English.

Belongs here: texts of the command line by key, and choosing the language. Does not belong here:
meanings of tables and columns (doc blocks, ``warehouse.publication_dictionary``), labels of codes
(seeds), where a text is shown (``cli``).
"""

from __future__ import annotations

from collections.abc import Mapping

from statscope.settings import Language

TEXTS: Mapping[str, tuple[str, str]] = {
    # help of the commands
    "help.app": (
        (
            "statscope：统计口径建模。接收部门报表，按各时期口径判定单位和项目，"
            "发布只读的 DuckDB 文件。"
        ),
        (
            "statscope: scope (统计口径) modelling. Takes departments' files, classifies units and "
            "projects under every regime, publishes one read-only DuckDB file."
        ),
    ),
    "help.run": (
        (
            "全流程：接收、检查、建模、审核、发布。\n\n"
            "退出码：0 已发布；2 用法错误；3 阻断检查未通过；4 无可发布；1 其他错误。"
        ),
        (
            "All of it: ingest, check, build, audit, publish.\n\n"
            "Exit 0 published; 2 wrong usage; 3 a blocking check failed, nothing published; "
            "4 nothing to publish; 1 anything else."
        ),
    ),
    "help.sample": (
        "写出一套模拟的报送文件（不是真实数据）。",
        "Write synthetic deliveries (no real data) to a folder.",
    ),
    "help.ui": (
        "在 127.0.0.1 打开 Dagster 界面。",
        "Open the Dagster UI on 127.0.0.1.",
    ),
    "help.query": (
        "在已发布文件上提问：运行 sql/ 下的一个文件。\n\n不给名称则列出全部问题。",
        "Ask a question of the published file: a file of sql/.\n\nWithout a name, lists them.",
    ),
    "help.explain": (
        (
            "说明一个单位或项目为何在统计口径内或外。\n\n"
            "每期、每种口径的数值、标准、规则、依据、在库情况、原因和出处。"
        ),
        (
            "Say why a unit is in or out.\n\n"
            "Value, line, rule, legal basis, status, registration, reasons and source, "
            "for every period and regime."
        ),
    ),
    "help.check": (
        (
            "对已发布的文件重新做检查：凡文件本身能回答的都重做一遍。\n\n"
            "退出码 0 全部通过，3 有阻断检查不通过。"
        ),
        (
            "Check a published file again: every check that the file itself can answer.\n\n"
            "Exit 0 when all hold, 3 when a blocking one does not."
        ),
    ),
    "help.diff": (
        (
            "两个版本之间数字为什么变了：哪些报送、规则和单位造成，逐项相加正好相等。\n\n"
            "版本名见 published 文件夹，如 20110520T093000Z。"
        ),
        (
            "Why numbers changed between two vintages: which deliveries, rules and units moved "
            "each figure, adding up exactly.\n\n"
            "Vintages are named in the folder of published files, e.g. 20110520T093000Z."
        ),
    ),
    "help.revisions": (
        "一个数字在各版本中如何修订：报告期为行，版本为列。\n\n不给名称则列出全部数字。",
        "How a figure was revised: a row a period, a column a vintage.\n\nWithout one, lists them.",
    ),
    "help.figure": (
        "数字名称，如 main_revenue 或 industry.coverage_rate。",
        "A figure, e.g. main_revenue or industry.coverage_rate.",
    ),
    "help.division": (
        "行政区划代码（缺省为县）。",
        "Code of the division (default: the county).",
    ),
    "help.public": (
        (
            "把当前版本的汇总数字做成可对外提供的文件 public-<版本>.duckdb。\n\n"
            "只有汇总数字；会暴露单个单位的数字一律保密，并与以前的公开文件一并审核。"
        ),
        (
            "Make a file of the current vintage that may be given away: "
            "public-<vintage>.duckdb.\n\n"
            "Aggregates only; what would betray a single unit is withheld, earlier public files "
            "taken into account."
        ),
    ),
    "help.export": (
        (
            "按统计标准写出已发布文件。\n\n"
            "sdmx：覆盖、增速、排位（SDMX 3.0 结构，SDMX-CSV 和 SDMX-ML 数据）；"
            "validation：全部检查（ESS 验证报告，JSON）；quality：质量报告（Markdown）。"
        ),
        (
            "Write the published file in the standards of official statistics.\n\n"
            "sdmx: coverage, growth, ranking (SDMX 3.0 structure, SDMX-CSV and SDMX-ML data); "
            "validation: all checks (ESS validation report, JSON); quality: a quality report "
            "(Markdown)."
        ),
    ),
    "help.export_kind": (
        "种类：sdmx、validation 或 quality。",
        "sdmx, validation or quality.",
    ),
    "help.export_out": (
        "sdmx 为文件夹；validation 为 .json 文件；quality 为 .md 文件。",
        "A folder for sdmx, a .json file for validation, a .md file for quality.",
    ),
    "help.export_public": (
        "仅 sdmx：金额和增速取自该版本的公开文件（先运行 statscope public）。",
        "sdmx only: money and rates as the vintage's public file shows them (statscope public).",
    ),
    "help.before": ("较早的版本。", "The earlier vintage."),
    "help.after": ("较晚的版本。", "The later vintage."),
    "help.what_if": (
        (
            "换一条标准线会怎样：哪些单位进入、哪些退出、入库率如何。\n\n"
            "先汇总，后列出有变动的单位。须长期跟踪的试算口径写入 <home>/what_if_rules.csv。"
        ),
        (
            "What another line would do: who comes in, who drops out, what coverage would be.\n\n"
            "The summary first, then the units that change. A regime to be followed over time "
            "goes into <home>/what_if_rules.csv."
        ),
    ),
    "help.brief": (
        (
            "写出一期的统计口径简报：一个网页文件，可打印，不联网，不含脚本。\n\n"
            "语言由 --lang 决定。单个企业的数和单个项目的金额不会出现。"
        ),
        (
            "Write one month's brief: one page to read and print, without network or script.\n\n"
            "In the language of --lang. No figure of a single enterprise appears, and no amount "
            "of a single project."
        ),
    ),
    "help.page": ("网页文件，如 简报.html。", "The page, e.g. brief.html."),
    "help.county": (
        "县级区划代码（缺省为应统单位最多的县）。",
        "Code of the county (default: the one with most eligible units).",
    ),
    "help.ledger": (
        (
            "写出一期的清理台账（xlsx）：应统未统、调概、临近标准、在库不达标、被退回的行。\n\n"
            "在“办理登记”表填写后放入 <home>/deliveries/ledger_updates/ 即可收回。"
        ),
        (
            "Write one month's ledger (xlsx): what is missing from the register and why, by whom "
            "and by when.\n\n"
            "Filled in and put into <home>/deliveries/ledger_updates/ it comes back."
        ),
    ),
    "help.deliveries": (
        "每个报送文件的去向；没有发布过也能看。",
        "What became of every delivered file, also when nothing was published.",
    ),
    "help.rejects": (
        "被退回的每一行及其原因；没有发布过也能看。",
        "Every rejected row and why, also when nothing was published.",
    ),
    "help.version": ("显示版本。", "Show the version."),
    # help of the parameters
    "help.lang": ("语言：zh 或 en。", "Language: zh or en."),
    "help.help": ("显示本说明。", "Show this message and exit."),
    "help.home": (
        "工作目录（缺省 STATSCOPE_HOME 或 data/）。",
        "Working folder (default: STATSCOPE_HOME or data/).",
    ),
    "help.folder": (
        "报送文件夹（缺省 <home>/deliveries）。",
        "Folder of delivered files (default: <home>/deliveries).",
    ),
    "help.periods": (
        "只重算这一期，如 2011-04；可重复。",
        "Recompute this month only, e.g. 2011-04; may be repeated.",
    ),
    "help.accept": (
        "认可一项未通过的检查，须有 --reason；可重复。",
        "Accept a failing check by its id; may be repeated; needs --reason.",
    ),
    "help.reason": ("认可的理由，记录在案。", "Why it is accepted; goes on record."),
    "help.out_folder": ("写到哪个文件夹。", "The folder to write to."),
    "help.scale": ("规模倍数。", "How many times the county's size."),
    "help.seed": ("随机种子。", "Seed of the random draws."),
    "help.force": ("文件夹非空也写。", "Write even where the folder is not empty."),
    "help.port": ("端口。", "Port."),
    "help.read_only": ("只看不运行。", "Look, but start nothing."),
    "help.name": ("问题名称（sql/ 下的文件名）。", "Name of the question (a file of sql/)."),
    "help.set": (
        "参数，如 period=2011-04；可重复。",
        "A parameter, e.g. period=2011-04; repeatable.",
    ),
    "help.format": ("输出格式。", "Format of the answer."),
    "help.out": (
        "写到这个文件，而不是屏幕。",
        "Write to this file, not to the terminal.",
    ),
    "help.vintage": (
        "用哪个版本（缺省最新）；给出日期或月份如 2011-05，则用截至当日或当月末的最新版本。",
        "Which vintage (default: the newest); a day or a month (2011-05): the one known then.",
    ),
    "help.unit": (
        "单位代码（18 位或 9 位）或项目代码。",
        "An enterprise's code (18 or 9 characters) or a project's.",
    ),
    "help.kind": (
        "企业 或 项目（enterprises、projects）。",
        "enterprises or projects.",
    ),
    "help.line": (
        "标准线（元），如 10000000、1000万、1.5亿。",
        "The line in yuan, e.g. 10000000, 10m or 1.5bn.",
    ),
    "help.all": ("列出全部单位，不只是有变动的。", "List every unit, not only those that change."),
    "help.period": ("只看这一期，如 2011-04。", "This month only, e.g. 2011-04."),
    "help.workbook": ("写到哪个 xlsx 文件。", "The xlsx file to write."),
    "help.ledger_period": (
        "哪一期，如 2011-04（缺省最后一期）。",
        "Which month, e.g. 2011-04 (default: the last one).",
    ),
    "help.as_of": (
        "时限算至哪天，如 2011-05-20（缺省期末）。",
        "The day at which the clocks stand (default: the month's last day).",
    ),
    "help.state": ("只看这种状态。", "Files of this state only."),
    "help.register": ("只看这个名册。", "This register only."),
    "help.set_aside": (
        "也列出重复的和按规则略过的行。",
        "Also list duplicate rows and rows ignored by a rule.",
    ),
    # problems: one line each
    "problem.usage": ("用法错误：{detail}", "Wrong usage: {detail}"),
    "problem.unexpected_no_room": (
        "意外错误：{detail}（详情无处可写：磁盘满了，或目录不可写）",
        "Unexpected error: {detail} (no room for its details: a full disk, or read-only folders)",
    ),
    "problem.unexpected": (
        "意外错误：{detail}（详情见 {log}）",
        "Unexpected error: {detail} (details: {log})",
    ),
    "problem.no_room": (
        "磁盘已满，或文件已达上限（{detail}）；已发布的不变。",
        "The disk is full, or a file may not grow ({detail}); what was published stands.",
    ),
    "problem.no_permission": (
        "没有读写权限：{detail}",
        "No permission to read or write there: {detail}",
    ),
    "problem.interrupted": ("已中断。", "Interrupted."),
    "problem.month": (
        "{text} 不是月份，应如 2011-04。",
        "{text} is no month; write it like 2011-04.",
    ),
    "problem.reason": (
        "认可检查须给出理由：--accept 检查编号 --reason 理由。",
        "Accepting a check needs a reason: --accept CHECK_ID --reason TEXT.",
    ),
    "problem.nothing_accepted": (
        "--reason 须与 --accept 检查编号 同用。",
        "--reason goes with --accept CHECK_ID.",
    ),
    "problem.no_folder": ("没有这个报送文件夹：{path}", "There is no folder of deliveries {path}."),
    "problem.home_within": (
        "工作目录 {home} 在报送文件夹 {path} 之内：运行写出的文件会被当作来文，请分开放。",
        "The home {home} lies within the deliveries folder {path}: keep them apart.",
    ),
    "problem.busy": (
        "{folder} 正由进程 {pid} 写入（自 {since}），请稍后再试。",
        "{folder} is being written by process {pid} since {since}; try again later.",
    ),
    "problem.busy_unknown": (
        "{folder} 正由另一进程写入，请稍后再试。",
        "{folder} is being written by another process; try again later.",
    ),
    "problem.nothing_published": (
        "{folder} 中尚无已发布的文件，请先运行 statscope run。",
        "Nothing is published in {folder} yet; statscope run publishes.",
    ),
    "problem.nothing_delivered": (
        "{home} 中还没有接收过任何文件，请先运行 statscope run。",
        "No deliveries are on record in {home} yet; statscope run takes them in.",
    ),
    "problem.register": (
        "没有名册 {register}；有：{known}",
        "There is no register {register}; there are: {known}",
    ),
    "problem.vintage": (
        "没有版本 {vintage}；现有：{known}",
        "There is no vintage {vintage}; there are: {known}",
    ),
    "problem.setting": (
        "环境变量 {setting} 不能用：应为不小于 0 的整数",
        "The environment variable {setting} cannot be used: it must be a whole number from 0 on",
    ),
    "problem.figure": (
        "没有数字 {figure}；现有：{known}",
        "There is no figure {figure}; there are: {known}",
    ),
    "problem.division": (
        "没有地区 {division} 的这项数字；现有：{known}",
        "There is no such figure of division {division}; there are: {known}",
    ),
    "problem.query": (
        "没有问题 {name}；现有：{known}",
        "There is no question {name}; there are: {known}",
    ),
    "problem.query_failed": ("无法回答：{detail}", "Cannot be answered: {detail}"),
    "problem.period": (
        "没有 {period} 的数据；现有报告期：{first} 至 {last}。",
        "There are no facts of {period}; periods: {first} to {last}.",
    ),
    "problem.no_periods": (
        "没有 {period} 的数据；已发布文件中没有任何报告期。",
        "There are no facts of {period}; the published file has no period at all.",
    ),
    "problem.set": (
        "--set {text}：应写成 名称=值。",
        "--set {text}: write it as name=value.",
    ),
    "problem.unit": (
        "没有代码为 {unit} 的单位或项目。",
        "There is no enterprise or project {unit}.",
    ),
    "problem.kind": (
        "{kind} 不是单位种类，应为 企业 或 项目。",
        "{kind} is no kind of unit; write enterprises or projects.",
    ),
    "problem.line": (
        "{line} 不是标准线，应为不小于零的金额（元），如 10000000、1000万、1.5亿。",
        "{line} is no line; write an amount in yuan, not negative, e.g. 10000000 or 10m.",
    ),
    "problem.public_later": (
        "较晚的版本 {later} 已经公开，不能再公开较早的版本 {vintage}。",
        "The later vintage {later} is public already; the earlier {vintage} cannot follow it.",
    ),
    "problem.public_tables": (
        "版本 {vintage} 没有公开文件所需的表，请先运行 statscope run。",
        "Vintage {vintage} has not the tables of a public file; statscope run publishes.",
    ),
    "problem.not_public": (
        "版本 {vintage} 还没有公开文件，请先运行 statscope public。",
        "Vintage {vintage} has no public file; statscope public makes it.",
    ),
    "problem.only_sdmx_public": (
        "--public 只适用于 sdmx。",
        "--public goes with sdmx only.",
    ),
    "problem.no_what_if": (
        "这个版本没有可试算的单位或项目，请先运行 statscope run。",
        "This vintage has nothing that another line could be tried on; statscope run publishes.",
    ),
    "problem.out": (
        "{format} 格式须用 --out 文件名 写到文件。",
        "{format} goes to a file: --out FILE.",
    ),
    "problem.format": (
        "{path}：请用 --format 写明 csv、json、xlsx 或 parquet。",
        "{path}: say with --format whether csv, json, xlsx or parquet is meant.",
    ),
    "problem.day": (
        "{text} 不是日期，应如 2011-05-20。",
        "{text} is no day; write it like 2011-05-20.",
    ),
    "problem.xlsx": (
        "{path}：台账是工作簿，文件名须以 .xlsx 结尾。",
        "{path}: a ledger is a workbook, its name must end in .xlsx.",
    ),
    "problem.cannot_write": ("无法写出 {path}：{reason}", "Cannot write {path}: {reason}"),
    "problem.suffix": (
        "{path}：文件名应以 {suffix} 结尾。",
        "{path}: its name must end in {suffix}.",
    ),
    "problem.html": (
        "{path}：简报是网页，文件名应以 .html 结尾。",
        "{path}: a brief is a page; its name ends in .html.",
    ),
    "problem.county": (
        "没有县 {county} 的数据；现有：{known}",
        "There are no figures of county {county}; there are: {known}",
    ),
    "problem.nothing_to_brief": (
        "已发布的文件中没有任何报告期，无简报可写。",
        "The published file has no period at all, so there is no brief to write.",
    ),
    "problem.nothing_to_list": (
        "已发布的文件中没有任何报告期，无台账可写。",
        "The published file has no period at all, so there is no ledger to write.",
    ),
    "problem.too_many_to_fill_in": (
        "待填报 {rows} 行，超出一张工作表的上限。",
        "{rows} rows to fill in are more than a sheet holds.",
    ),
    "problem.folder_not_empty": (
        "{path} 不是空文件夹，且不只含以前的模拟数据；加 --force 仍然写入。",
        "{path} is not empty and holds more than a former sample; --force writes all the same.",
    ),
    "problem.not_a_folder": ("{path} 不是文件夹。", "{path} is not a folder."),
    "problem.too_many_rows": (
        "{rows} 行超出 xlsx 的上限，请用 csv 或 parquet。",
        "{rows} rows are more than an xlsx sheet holds; use csv or parquet.",
    ),
    "problem.check": (
        "{count} 项阻断检查不通过：{checks}。",
        "{count} blocking checks do not hold: {checks}.",
    ),
    "problem.blocked": (
        "未发布：{count} 项阻断检查未通过：{checks}。",
        "Nothing published: {count} blocking checks failed: {checks}.",
    ),
    "problem.acceptable": (
        "认可其中一项：statscope run --accept {check} --reason 理由",
        "To accept one: statscope run --accept {check} --reason TEXT",
    ),
    # what commands say
    "say.written": ("已写出 {path}", "Wrote {path}"),
    "say.sample": ("已写出 {files} 个模拟文件到 {path}", "Wrote {files} synthetic files to {path}"),
    "say.sample_next": (
        "接着运行：statscope run --deliveries {path}",
        "Next: statscope run --deliveries {path}",
    ),
    "say.more_rows": (
        "只显示前 {shown} 行，共 {rows} 行；其余请用 --format csv。",
        "First {shown} of {rows} rows; --format csv gives all.",
    ),
    "say.sdmx": (
        "{observations} 个观测值，其中 {withheld} 个保密不列：{files}",
        "{observations} observations, {withheld} of them withheld: {files}",
    ),
    "say.validation": ("{checks} 项检查", "{checks} checks"),
    "say.synthetic": ("模拟数据，不反映真实情况。", "Synthetic data: nothing here is real."),
    "say.no_rows": ("（没有符合的行）", "(no rows)"),
    "say.from_build": ("最近一次运行：{path}", "As of the last run: {path}"),
    "say.from_published": ("已发布的文件：{path}", "As published: {path}"),
    "say.questions": (
        "statscope query 名称 [--set 参数=值]",
        "statscope query NAME [--set name=value]",
    ),
    # the closing table of a run
    "run.total": ("合计", "total"),
    "run.register": ("名册", "register"),
    "run.files": ("文件", "files"),
    "run.present": ("实有", "present"),
    "run.loaded": ("载入", "loaded"),
    "run.rejected": ("退回", "rejected"),
    "run.duplicate": ("重复", "duplicate"),
    "run.superseded": ("被替代", "superseded"),
    "run.ignored": ("略过", "ignored"),
    "run.rejected_files": ("被退回的文件", "Rejected files"),
    "run.withdrawn_files": (
        "上一版采用、现已不在的报送（旧版本中仍可查）",
        "Deliveries that the vintage before counted on and that are gone (it still holds them)",
    ),
    "run.withdrawn": ("{file}：文件已撤回", "{file}: the file was withdrawn"),
    "run.replaced": (
        "{file}：同名文件换了内容、配置或报告期",
        "{file}: another content, profile or period under the same name",
    ),
    "run.checks": (
        (
            "检查：通过 {passed}，未通过 {failed}，出错 {error}，"
            "已认可 {accepted}，不适用 {not_applicable}"
        ),
        (
            "Checks: {passed} passed, {failed} failed, {error} errors, {accepted} accepted, "
            "{not_applicable} not applicable"
        ),
    ),
    "run.periods": ("{count} 期，{first} 至 {last}", "{count} periods, {first} to {last}"),
    "run.blocking": ("阻断", "blocking"),
    "run.visible": ("提示", "not blocking"),
    "run.accepted_nothing": (
        "--accept {check} 没有用到：没有同名且可认可的未通过检查",
        "--accept {check} accepted nothing: no check of this name failed that can be accepted",
    ),
    "run.accepted_because": ("已认可：{reason}", "accepted: {reason}"),
    "run.more": ("……另有 {count} 项", "... and {count} more"),
    "run.coverage": ("{period} 入库情况", "Coverage in {period}"),
    "run.family": ("口径类别", "family"),
    "run.regime": ("口径", "regime"),
    "run.division": ("区划", "division"),
    "run.eligible": ("应统", "eligible"),
    "run.registered_eligible": ("其中已入库", "of these registered"),
    "run.rate": ("入库率", "coverage"),
    "run.registered": ("在库", "on register"),
    "run.prior": ("上年同期", "a year before"),
    "run.growth": ("增减", "change"),
    "run.break": ("口径变动，不可比", "scope break"),
    "run.no_list": ("无名单", "no list"),
    "run.published": ("已发布 {vintage}，用时 {seconds} 秒", "Published {vintage} in {seconds} s"),
    "run.next": ("接着看：", "Where to look next:"),
    "run.next_file": ("已发布文件", "the published file"),
    "run.next_query": ("提问", "ask a question"),
    "run.next_rejects": ("被退回的行", "rejected rows"),
    "run.next_ui": ("Dagster 界面", "the Dagster UI"),
    # explain
    "explain.enterprise": ("单位", "Enterprise"),
    "explain.project": ("项目", "Project"),
    "explain.period": ("报告期", "period"),
    "explain.regime": ("口径（*现行）", "regime (* in force)"),
    "explain.unit": ("代码", "Code"),
    "explain.class": ("类别", "class"),
    "explain.measure": ("指标", "measure"),
    "explain.value": ("数值", "value"),
    "explain.line": ("标准", "line"),
    "explain.status": ("结论", "status"),
    "explain.registered": ("在库", "registered"),
    "explain.reasons": ("未入库原因", "why not registered"),
    "explain.source": ("数值出处（文件:行）", "value from (file:row)"),
    "explain.listed": ("名录出处（文件:行）", "listed in (file:row)"),
    "explain.codes": ("又以代码 {codes} 报来", "also delivered as {codes}"),
    "explain.as_listed": ("名录最近一期所载", "As it was last listed"),
    "explain.rules": ("规则与依据", "Rules and legal bases"),
    "explain.annual": ("年报口径", "Annual survey"),
    "explain.year": ("年份", "year"),
    "explain.sizing": ("数值来源", "sized by"),
    "explain.papers": ("{period} 入库材料", "Papers in {period}"),
    "explain.document": ("材料", "document"),
    "explain.necessity": ("要求", "asked"),
    "explain.standing": ("评定", "standing"),
    "explain.valid_until": ("有效期至", "valid until"),
    "explain.finding": ("问题", "finding"),
    "explain.from": ("出处（文件:行）", "from (file:row)"),
    "explain.missing": ("缺少", "missing"),
    "explain.faulty": ("有问题", "faulty"),
    "explain.replaced": ("已由替代材料代替", "replaced"),
    "explain.flags": ("核查提示", "Flags"),
    "explain.check": ("核查规则", "edit"),
    "explain.severity": ("严重程度", "severity"),
    "explain.evidence": ("依据", "evidence"),
    "explain.unlisted": (
        "从未列入任何一期名录或台账，因此没有类别和口径结论。提到它的有：",
        "No list of units has ever held it, hence it has no class and no verdict. Named in:",
    ),
    "explain.rejected": (
        "提到它而被退回的行：",
        "Rejected rows that name it:",
    ),
    "explain.only_rejected": (
        "未列入任何名录或台账；只有被退回的行提到它：",
        "On no list of units; only rejected rows name it:",
    ),
    "explain.no_class": (
        "在下列口径下不属于任何类别：{regimes}",
        "Outside every class of: {regimes}",
    ),
    "explain.no_class_at_all": (
        "不属于任何口径的任何类别，因此没有口径结论。",
        "Outside every class of every regime, hence without any verdict.",
    ),
    "explain.absent": (
        "{period} 所用的名录或台账没有它，因此该期没有口径结论。",
        "The list in force in {period} does not hold it, hence no verdict of that month.",
    ),
    "explain.yes": ("是", "yes"),
    "explain.no": ("否", "no"),
    "explain.unknown": ("不明", "unknown"),
    # check
    "check.rows": ("{rows} 行不符", "{rows} rows break it"),
    "check.blocking": ("阻断", "blocking"),
    "check.not_blocking": ("不阻断", "not blocking"),
    "check.summary": (
        (
            "重新检查：{held} 项通过，{broken} 项不通过；"
            "另有 {recorded} 项只能在建库时检查，以当时记录为准。"
        ),
        (
            "Checked again: {held} hold, {broken} do not; {recorded} more can only be checked "
            "while building and stand as recorded then."
        ),
    ),
    # public
    "public.done": (
        "公开文件 {file}：金额数字公开 {shown} 个，保密 {withheld} 个，沿用以前的 {held} 个。",
        (
            "Public file {file}: {shown} figures of money shown, {withheld} withheld, {held} left "
            "as they were."
        ),
    ),
    "public.there": ("该版本已公开：{file}。", "This vintage is public already: {file}."),
    "public.given_away": (
        "注意：以前的公开文件已经暴露了本版本中应当保密的数字，无法再补救。",
        (
            "Note: earlier public files already give away figures that are confidential in this "
            "vintage; nothing can mend that."
        ),
    ),
    # diff
    # revisions
    "revisions.title": (
        "{figure}，区划 {division}：最近 {shown} 个版本，共 {vintages} 个",
        "{figure}, division {division}: the last {shown} of {vintages} vintages",
    ),
    "diff.deliveries": ("报送文件的变化", "Changes of deliveries"),
    "diff.rules": ("规则的变化", "Changes of rules"),
    "diff.figures": ("数字的变化", "Changed figures"),
    "diff.units": (
        "变动的单位（前 {shown} 个，共 {units} 个）",
        "Units that moved them ({shown} of {units})",
    ),
    "diff.same": ("两个版本的数字完全相同。", "Both vintages hold the same figures."),
    "diff.rest": (
        "全部单位：statscope diff {before} {after} --format csv",
        "All units: statscope diff {before} {after} --format csv",
    ),
    # ledger
    "ledger.title": ("{period} 台账，时限算至 {day}", "Ledger of {period}, clocks at {day}"),
    "ledger.sheet": ("表", "sheet"),
    "ledger.rows": ("行数", "rows"),
    "ledger.overdue": ("已超期", "overdue"),
    "ledger.due_soon": ("七日内到期", "due within 7 days"),
    "ledger.next": (
        "填写“{sheet}”表后放入：{folder}",
        "Fill in the sheet {sheet}, then put it into {folder}",
    ),
    # what-if
    "what_if.enterprise": ("企业", "Enterprises"),
    "what_if.project": ("项目", "Projects"),
    "what_if.title": (
        "试算：{kind}，标准线 {line} 元，{period}",
        "What if: {kind}, a line of {line} yuan, {period}",
    ),
    "what_if.note_enterprise": (
        "标准线代替现行各口径的收入标准；不看收入的口径（建筑业、房地产等）不变。金额为度量值，单位元。",
        (
            "The line replaces the revenue lines in force; families judged by anything else stay. "
            "Amounts are the units' measure, in yuan."
        ),
    ),
    "what_if.note_project": (
        "标准线代替现行的计划总投资标准；不限规模的项目不变。金额为计划总投资减铺底流动资金，单位元。",
        (
            "The line replaces that on planned totals; projects that count at any size stay. "
            "Amounts are planned totals less working capital, in yuan."
        ),
    ),
    "what_if.family": ("口径类别", "family"),
    "what_if.before": ("现行口径内", "in scope now"),
    "what_if.gained": ("进入", "gained"),
    "what_if.lost": ("退出", "lost"),
    "what_if.after": ("试算口径内", "in scope then"),
    "what_if.gained_cny": ("进入金额", "gained, yuan"),
    "what_if.lost_cny": ("退出金额", "lost, yuan"),
    "what_if.unknown": ("不明", "unknown"),
    "what_if.coverage_before": ("现入库率", "coverage now"),
    "what_if.coverage": ("试算入库率", "coverage then"),
    "what_if.change": ("变动", "change"),
    "what_if.unit": ("代码", "code"),
    "what_if.name": ("名称", "name"),
    "what_if.division": ("区划", "division"),
    "what_if.class": ("类别", "class"),
    "what_if.value": ("数值", "value"),
    "what_if.line": ("现行标准", "line now"),
    "what_if.status": ("试算结论", "status then"),
    "what_if.registered": ("在库", "registered"),
    "what_if.is_kept": ("保留", "kept"),
    "what_if.is_gained": ("进入", "gained"),
    "what_if.is_lost": ("退出", "lost"),
    "what_if.is_outside": ("均不在", "outside"),
    "what_if.is_unknown": ("不明", "unknown"),
    "what_if.none": ("没有单位因此变动。", "No unit would change."),
}
"""Key -> (Chinese, English); words in braces are filled in."""


def say(language: Language, key: str, **values: object) -> str:
    """Return the text of a key in one language, its braces filled in."""
    chinese, english = TEXTS[key]
    return (chinese if language == "zh" else english).format(**values)


def in_language(text: str, language: Language) -> str:
    """Return one half of a text that the warehouse keeps as ``中文 | English``, else all of it."""
    chinese, bar, english = text.partition(" | ")
    if not bar:
        return text
    return (chinese if language == "zh" else english).strip()
