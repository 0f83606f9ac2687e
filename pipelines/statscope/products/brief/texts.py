"""Every text of the brief, in Chinese and English.

Belongs here: sentences by key; one key for each thing that can be true. Does not belong here: when
which of them is said (the parts of the brief), names of codes (the published file).
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    # words
    "none": ("—", "—"),
    "not_stated": ("未注明", "not stated"),
    "unassigned": ("未分配", "unassigned"),
    "withheld": ("保密", "withheld"),
    "and_more": ("{words}等{count}个", "{words} and others, {count} in all"),
    "points": ("{points}个百分点", "{points} points"),
    "units": ("{units}个", "{units}"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    # the page
    "title": ("{place}统计口径简报", "Statistics-scope brief, {place}"),
    "no_place": ("全县", "the county"),
    "synthetic": ("模拟数据，不反映真实情况", "Synthetic data: nothing here is real"),
    "synthetic_short": ("模拟数据", "SYNTHETIC"),
    "vintage": (
        "版本 {vintage}，statscope {version}",
        "Vintage {vintage}, statscope {version}",
    ),
    "as_of": ("期限计至 {day}", "Clocks stand at {day}"),
    "contents": ("目录", "Contents"),
    "as_table": ("表：{title}", "Table: {title}"),
    "queries": ("查询：", "Query: "),
    "other_counties": (
        "本文件另有其他县的数据：{counties}。本简报只含{place}。",
        "The file holds other counties, too: {counties}. This brief is of {place} only.",
    ),
    "lacking": ("本期缺少", "What this brief lacks"),
    "figure": ("图：{title}", "Chart: {title}"),
    # chapters
    "chapter.headline": ("要点", "Headlines"),
    "chapter.registration": ("应统未统：差在哪里", "From eligible to registered"),
    "chapter.townships": ("各乡镇入库率", "Coverage by township"),
    "chapter.transitions": ("口径变动的影响", "What the change of scope did"),
    "chapter.growth": ("增长从哪里来", "Where growth comes from"),
    "chapter.targets": ("目标与时间进度", "Targets against time"),
    "chapter.ranking": ("全市位次", "Place among the counties"),
    "chapter.assessment": ("综合目标考核得分", "Points of the assessment"),
    "chapter.entering": ("近期还能入库多少", "Who can still enter"),
    "chapter.responsibility": ("部门和领导的项目", "Projects by office and leader"),
    "chapter.urgent": ("最紧迫的未入库项目", "The most urgent unregistered projects"),
    "chapter.methods": ("口径与说明", "Methods and notes"),
    "chapter.queries": ("每个数字的出处", "The queries behind the figures"),
    # what is lacking
    "lacks.registration": (
        "本期没有任何单位或项目的名单，因此没有应统、入库和入库率。",
        "The month has no list of enterprises or projects, hence no coverage.",
    ),
    "lacks.projects": (
        "没有投资项目台账，因此没有项目入库率和未入库项目。",
        "There is no ledger of projects, hence no coverage of projects.",
    ),
    "lacks.enterprises": (
        "没有单位名录，因此没有企业入库率。",
        "There is no directory of enterprises, hence no coverage of enterprises.",
    ),
    "lacks.list": (
        "{family}：没有{month}的在库名单，因此不知道谁已入库。",
        "{family}: there is no register list for {month}, so it is not known who is registered.",
    ),
    "lacks.townships": (
        "没有分乡镇的数据。",
        "There are no figures by township.",
    ),
    "lacks.transitions": (
        "没有可比的新旧口径：现行各口径都没有前一口径可对照，或没有单位。",
        "No old scope to compare with: none of those in force replaced another, or has units.",
    ),
    "lacks.growth": (
        "没有增长数据：没有报表或在库名单。",
        "There are no figures of growth: no returns or no register list.",
    ),
    "lacks.bridge": (
        "没有变动分解：缺少本期或上年同期的在库名单，或缺少数值。",
        "There is no bridge of the change: a register list or values of either year are lacking.",
    ),
    "lacks.targets": ("没有{year}年的目标任务。", "There are no targets for {year}."),
    "lacks.ranking": (
        "没有本期的市对县通报，因此没有位次。",
        "There is no bulletin of the city for the month, hence no ranking.",
    ),
    "lacks.assessment": (
        "没有可计分的考核项目（没有考核办法、目标或数值）。",
        "There are no points of an assessment (no system, target or value to score).",
    ),
    "lacks.entering": (
        "没有待入库的项目或单位，因此没有入库预计。",
        "Nobody is a candidate for entry, hence no forecast of entries.",
    ),
    "lacks.responsibility": (
        "没有按部门和领导的入库情况（没有台账或在库名单）。",
        "There is no coverage by office and leader (no ledger or no register list).",
    ),
    "lacks.urgent_list": (
        "不知道哪些项目未入库（没有台账或在库名单）。",
        "Which projects are unregistered is not known (no ledger or no register list).",
    ),
    "lacks.table": (
        "本版本没有表 {tables}，较新的版本才有。",
        "This vintage has no table {tables}; newer ones do.",
    ),
    # coverage
    "coverage.title": ("{family}入库率", "Coverage: {family}"),
    "coverage.all": (
        "应统{eligible}个，全部已入库。",
        "All {eligible} eligible are registered.",
    ),
    "coverage.some": (
        "应统{eligible}个，其中已入库{registered}个，未入库{missing}个。",
        "{eligible} eligible, {registered} of them registered, {missing} not.",
    ),
    "coverage.none_eligible": ("没有应统单位。", "No unit is eligible."),
    "coverage.no_list": (
        "应统{eligible}个；没有{month}的在库名单，入库率不明。",
        "{eligible} eligible; no register list for {month}, hence coverage is not known.",
    ),
    "coverage.also_registered": (
        "在库{registered}个，其中{other}个不属应统。",
        "{registered} on the register, {other} of them not eligible.",
    ),
    "register.break": (
        (
            "在库{now}个，上年同期{prior}个，{growth}；其间口径变动（{rule}），"
            "两期个数不可直接比较。"
        ),
        (
            "{now} on the register, {prior} a year before, {growth}; the scope changed in between "
            "({rule}), so the two counts cannot be compared directly."
        ),
    ),
    "register.same": (
        "在库{now}个，上年同期{prior}个，{growth}。",
        "{now} on the register, {prior} a year before, {growth}.",
    ),
    "register.none_before": (
        "在库{now}个，上年同期没有在库单位，不计增减。",
        "{now} on the register, none a year before: no rate of change.",
    ),
    "register.no_list_before": (
        "在库{now}个；没有上年同期的在库名单，不计增减。",
        "{now} on the register; no list of a year before, hence no rate of change.",
    ),
    "break.unnamed": ("标准调整", "another line"),
    "families.title": ("各口径类别的入库情况", "Coverage by family"),
    "families.family": ("口径类别", "Family"),
    "families.regime": ("现行口径", "Scope in force"),
    "families.eligible": ("应统", "Eligible"),
    "families.registered_eligible": ("其中已入库", "Registered"),
    "families.unregistered": ("未入库", "Not registered"),
    "families.rate": ("入库率", "Coverage"),
    # funnel
    "funnel.title": ("{family}：从应统到已入库", "{family}: from eligible to registered"),
    "funnel.eligible": ("应统", "Eligible"),
    "funnel.registered": ("已入库", "Registered"),
    "funnel.reason": ("未入库：{reason}", "Not registered: {reason}"),
    "funnel.unexplained": ("未入库：原因不明", "Not registered: reason not known"),
    "funnel.some": (
        (
            "{eligible}个应统，{registered}个已入库，{missing}个未入库。"
            "未入库的按首要原因归类，每个只计一次。"
        ),
        (
            "{eligible} eligible, {registered} registered, {missing} not. Each of those is counted "
            "once, under its first reason."
        ),
    ),
    "funnel.most": (
        "最多的首要原因是“{reason}”，{units}个。",
        "The most frequent first reason is “{reason}”: {units}.",
    ),
    "funnel.complete": (
        "应统单位全部入库：{families}。",
        "Every eligible unit is registered in: {families}.",
    ),
    "funnel.step": ("环节", "Step"),
    "funnel.units": ("个数", "Units"),
    "funnel.share": ("占应统", "Of eligible"),
    # townships
    "townships.title": ("{family}：各乡镇入库率", "{family}: coverage by township"),
    "townships.value": ("{registered}/{eligible}，{rate}", "{registered} of {eligible}, {rate}"),
    "townships.lowest": (
        "入库率最低：{townships}，{rate}。全县{county}。",
        "Lowest coverage: {townships}, {rate}. The county: {county}.",
    ),
    "townships.alike": (
        "各乡镇入库率相同：{rate}。",
        "Coverage is the same everywhere: {rate}.",
    ),
    "townships.outside": (
        "另有{units}个应统单位只有县级区划代码，不属于任何乡镇。",
        "{units} more eligible units carry the county's code only and are in no township.",
    ),
    "townships.complete": (
        "有应统单位的乡镇全部入库：{families}。",
        "Complete in every township with eligible units: {families}.",
    ),
    "townships.county": ("全县{rate}", "county {rate}"),
    "townships.township": ("乡镇", "Township"),
    # transitions
    "transitions.title": ("{comparison}", "{comparison}"),
    "transitions.some": (
        (
            "按旧口径{old}个在口径内，按新口径{new}个：保留{retained}个，退出{dropped}个，"
            "进入{gained}个。"
        ),
        (
            "{old} in scope under the old rule, {new} under the new: {retained} retained, "
            "{dropped} dropped, {gained} gained."
        ),
    ),
    "transitions.unknown": (
        "{units}个因缺少数值无法判定，不算退出。",
        "{units} cannot be judged for want of a value; they do not count as dropped.",
    ),
    "transitions.outside": (
        "另有{units}个在新旧口径下都不在内，图中未画。",
        "{units} more are outside both; they are not drawn.",
    ),
    "transitions.measure": (
        "金额为{measure}。细带已加宽，以便写字；个数以数字为准。",
        "Amounts are {measure}. Thin bands are widened to be read; the numbers count.",
    ),
    "transitions.of_enterprise": (
        "判定口径所用的主营业务收入",
        "the main-business revenue that decides",
    ),
    "transitions.of_project": (
        "计划总投资（减铺底流动资金）",
        "planned totals less working capital",
    ),
    "transitions.old_in": ("旧口径内{units}个", "In the old scope: {units}"),
    "transitions.old_out": ("旧口径外{units}个", "Outside the old: {units}"),
    "transitions.old_unknown": ("无法判定{units}个", "Unknown: {units}"),
    "transitions.new_in": ("新口径内{units}个", "In the new scope: {units}"),
    "transitions.new_out": ("新口径外{units}个", "Outside the new: {units}"),
    "transitions.new_unknown": ("无法判定{units}个", "Unknown: {units}"),
    "transitions.transition": ("去向", "Transition"),
    "transitions.units": ("个数", "Units"),
    "transitions.money": ("金额", "Amount"),
    "transitions.no_value": ("无数值", "no value"),
    # growth
    "growth.tile": ("{indicator}：可比增速", "{indicator}: comparable growth"),
    "growth.comparable": (
        "{months}累计{value}，按可比口径{growth}，{price}。",
        "{value} in {months}, {growth} on a comparable scope, {price}.",
    ),
    "growth.same_units": (
        "可比口径：本期在库单位与这些单位的上年同期数相比。",
        "Comparable: the units on the register now, against their own values a year before.",
    ),
    "growth.prior_refiltered": (
        "可比口径：上年在库项目按本年标准重新筛选后的投资作基数，含已竣工的。",
        "Comparable: against last year's registered projects that meet this year's rule.",
    ),
    "growth.break": (
        "上年同期的口径标准不同（{rule}），两期公布总量不可直接相比。",
        "The rule was another a year before ({rule}); published totals cannot be compared.",
    ),
    "growth.null": (
        "{months}累计{value}；不计可比增速：{reason}。",
        "{value} in {months}; no comparable growth: {reason}.",
    ),
    "growth.no_value": ("没有数值：{reason}。", "No value: {reason}."),
    "growth.withheld": (
        "单位过少或过于集中，总量和增速保密。",
        "Too few units, or too concentrated: total and growth are withheld.",
    ),
    "note.no_register_list": ("没有本期在库名单", "no register list for the month"),
    "note.no_register_list_a_year_before": (
        "没有上年同期的在库名单",
        "no register list of a year before",
    ),
    "note.no_value": ("没有本期数值", "no values for the month"),
    "note.no_base": ("没有上年同期的可比基数", "no comparable base a year before"),
    "note.base_not_positive": ("上年同期基数不为正", "the base a year before is not positive"),
    "note.not_said": ("原因未注明", "no reason on record"),
    "price.current_prices": ("按现价", "at current prices"),
    "price.real": ("扣除价格因素", "in real terms"),
    "growth.table": ("各种增速不可混用", "Growth rates, never to be mixed"),
    "growth.headline": (
        "对外使用可比增速；其余两列只供核对。",
        "Comparable growth is the one to use; the other two are for checking only.",
    ),
    "growth.indicator": ("指标", "Indicator"),
    "growth.value": ("本年累计", "This year"),
    "growth.rate": ("可比增速", "Comparable"),
    "growth.matched": ("两期都在库的单位", "Units on both registers"),
    "growth.nominal": ("公布总量增减", "Change of published totals"),
    "growth.not_comparable": ("{growth}（跨口径，不可比）", "{growth} (scope break: not growth)"),
    "bridge.title": ("{indicator}：比上年同期的变动", "{indicator}: the change on a year before"),
    "bridge.change": (
        "由{prior}到{current}，变动{change}，由下列各项相加得出，没有余数。",
        "From {prior} to {current}: a change of {change}, the exact sum of the parts below.",
    ),
    "bridge.break": (
        "起点和终点的口径标准不同（{rule}），这一变动不是增长；其中口径标准调整占{scope}。",
        (
            "The rule differs between the two ends ({rule}), so this change is not growth; "
            "the change of the rule alone makes {scope}."
        ),
    ),
    "bridge.break_merged": (
        "起点和终点的口径标准不同（{rule}），这一变动不是增长。",
        "The rule differs between the two ends ({rule}), so this change is not growth.",
    ),
    "bridge.merged": ("合并列示的各项", "Parts shown as one"),
    "bridge.merged_note": (
        "为不泄露个别单位的数，下列各项合并列示：{components}。",
        "So that no single unit's figures show, these parts are shown as one: {components}.",
    ),
    "bridge.empty_note": ("没有单位的项未列出。", "Parts without units are left out."),
    "bridge.withheld": (
        "单位过少或过于集中，变动分解保密。",
        "Too few units, or too concentrated: the bridge is withheld.",
    ),
    "bridge.value": ("{amount}（{points}）", "{amount} ({points})"),
    "bridge.component": ("来源", "Part"),
    "bridge.units": ("单位", "Units"),
    "bridge.amount": ("金额", "Amount"),
    "bridge.contribution": ("拉动", "Contribution"),
    # targets
    "targets.title": ("{indicator}：完成全年目标的进度", "{indicator}: share of the year's target"),
    "targets.time": ("时间进度{share}", "time elapsed {share}"),
    "targets.ahead": (
        "{whose}完成全年目标的{share}，高于时间进度{time}（按月数{months}）。",
        (
            "{whose}: {share} of the year's target, ahead of the time elapsed, {time} "
            "({months} in months)."
        ),
    ),
    "targets.behind": (
        "{whose}完成全年目标的{share}，低于时间进度{time}（按月数{months}）；完成全年目标还需每天{daily}。",
        (
            "{whose}: {share} of the year's target, behind the time elapsed, {time} "
            "({months} in months); "
            "the target still needs {daily} a day."
        ),
    ),
    "targets.milestone": (
        "{milestone}（{day}）还差{gap}。",
        "{milestone} ({day}): {gap} short.",
    ),
    "targets.reached": (
        "{milestone}（{day}）的任务已完成。",
        "{milestone} ({day}): reached.",
    ),
    "targets.unregistered": (
        "应统未统的项目本年已完成{amount}，入库后可使进度增加{share}。",
        "Eligible projects that are not registered have invested {amount}: {share} of the target.",
    ),
    "targets.growth_only": (
        "{whose}的目标只有增速，没有总量，因此不计完成进度。",
        "{whose}: the target is a rate of growth, not an amount, hence no share of it.",
    ),
    "targets.no_actual": (
        "{whose}有目标而没有完成数。",
        "{whose}: there is a target, but no figure to set against it.",
    ),
    "targets.withheld": (
        "{count}行完成数保密：单位过少或过于集中，或可由其他行推算。",
        (
            "Rows whose figures are withheld: {count} (too few units, too concentrated, or to be "
            "found by subtraction)."
        ),
    ),
    "targets.assigned": (
        "部门和领导的完成数只含分给他们的在库项目。",
        "Figures of offices and leaders are of the registered projects assigned to them.",
    ),
    "targets.whose": ("责任单位", "Whose"),
    "targets.target": ("全年目标", "Target"),
    "targets.actual": ("本年累计", "This year"),
    "targets.progress": ("完成进度", "Progress"),
    "targets.on_track": ("达到时间进度", "On track"),
    "targets.daily": ("还需每天", "Needed a day"),
    "targets.gap": ("距节点", "To the milestone"),
    # ranking
    "ranking.title": ("{indicator}：各县增速", "{indicator}: growth by county"),
    "ranking.own": (
        "{county}增速{growth}，居{counties}个县（区）的第{rank}位。",
        "{county}: {growth}, number {rank} of {counties} counties.",
    ),
    "ranking.tied": (
        "{county}增速{growth}，居{counties}个县（区）的并列第{rank}位。",
        "{county}: {growth}, tied number {rank} of {counties} counties.",
    ),
    "ranking.leader": (
        "比居首的{leader}低{gap}。",
        "{gap} behind {leader}, the leader.",
    ),
    "ranking.next": ("距上一位{gap}。", "{gap} from the next place."),
    "ranking.own_missing": (
        "通报中没有本县的数。",
        "The bulletin has no figure of this county.",
    ),
    "ranking.unranked": (
        "本县没有增速，不排位。",
        "This county has no rate of growth, hence no place.",
    ),
    "ranking.source": (
        "增速和总量以市通报为准。",
        "Growth and totals are those of the city's bulletin.",
    ),
    "ranking.own_source": (
        "市通报中没有本县的数，本县用自己的可比增速；其他县（区）以市通报为准。",
        (
            "The bulletin has no figure of this county, so its own comparable growth stands in; "
            "the others are those of the city's bulletin."
        ),
    ),
    "ranking.withheld": (
        "本县的总量和增速保密：单位过少或过于集中。",
        "This county's total and growth are withheld: too few units, or too concentrated.",
    ),
    "ranking.place": ("位次", "Place"),
    "ranking.place_tied": ("{rank}（并列）", "{rank} (tied)"),
    "ranking.county": ("县（区）", "County"),
    "ranking.value": ("总量", "Total"),
    "ranking.growth": ("增速", "Growth"),
    "ranking.gap": ("距首位", "To the leader"),
    # assessment
    "assessment.in_force": ("现行考核办法（{system}）", "The system in force ({system})"),
    "assessment.other": (
        "对照：另一考核办法（{system}）",
        "For comparison: another system ({system})",
    ),
    "assessment.invented": (
        "考核办法为示例：没有公开文本，指标、分值和计分方法均为虚设，得分不能引用。",
        (
            "An invented example of a system: there is no public text. Items, weights and methods "
            "are made up, and the points must not be quoted."
        ),
    ),
    "assessment.score": (
        "能计分的{weight}分中得{points}分，失{lost}分。",
        "{points} of the {weight} points that can be scored; {lost} lost.",
    ),
    "assessment.split": (
        "失分中因口径调整{scope}分，因业绩{performance}分。",
        "Of those, {scope} by the change of scope and {performance} by performance.",
    ),
    "assessment.best": (
        "最见效的是“{items}”：每个工作日约可增{points}分。",
        "What moves the score most is “{items}”: about {points} points for a working day.",
    ),
    "assessment.best_withheld": (
        "最见效的是“{items}”。",
        "What moves the score most is “{items}”.",
    ),
    "assessment.unscored": (
        "未计分：{items}（{reason}）。",
        "Not scored: {items} ({reason}).",
    ),
    "assessment.nominal": (
        "“{items}”按公布总量计分，其间口径变动，不是增长。",
        "“{items}” is scored by published totals across a change of scope, which is not growth.",
    ),
    "assessment.withheld": (
        "得分可推算出保密的总量，不列出合计。",
        "The points would give away totals that are withheld, so their sum is withheld, too.",
    ),
    "assessment.note.no_value": ("没有数值", "no value"),
    "assessment.note.no_target": ("没有目标", "no target"),
    "assessment.note.target_not_above_zero": (
        "目标不高于零分值",
        "the target is not above the value of no points",
    ),
    "assessment.note.scope_effect_unknown": (
        "口径影响不明，未拆分失分",
        "the effect of the scope is not known, so what was lost is not split",
    ),
    "assessment.item": ("考核项目", "Item"),
    "assessment.weight": ("分值", "Weight"),
    "assessment.points": ("得分", "Points"),
    "assessment.lost": ("失分", "Lost"),
    "assessment.scope": ("因口径", "To the scope"),
    "assessment.performance": ("因业绩", "To performance"),
    "assessment.effort": ("每工作日可增", "For a working day"),
    # entering
    "entering.forecast": ("今后三个申报窗口的预计", "The next three windows"),
    "entering.next": (
        (
            "下一个申报窗口（{closes}截止）前，{candidates}个候选项目中预计{units}个能备齐材料入库，"
            "快则{high}个，慢则{low}个。"
        ),
        (
            "By the close of the next window ({closes}), {units} of {candidates} candidate "
            "projects are expected to have their papers together and enter; {high} at best, "
            "{low} at worst."
        ),
    ),
    "entering.adds_told": (
        "这些项目入库后，今年投资约可增加{amount}。",
        "They would add about {amount} to this year's investment.",
    ),
    "entering.withheld": (
        "项目过少或过于集中，可增加的投资保密。",
        "Too few projects, or too concentrated: what they would add is withheld.",
    ),
    "entering.likely_told": (
        (
            "按以往的入库比例为{units}个，{share}预测区间{low}至{high}个"
            "（依据{past}次互不重叠的以往结果）。"
        ),
        (
            "As candidates entered before, it would be {units}, with an {share} interval of {low} "
            "to {high} (from {past} earlier outcomes that do not overlap)."
        ),
    ),
    "entering.likely_alone": (
        "按以往的入库比例为{units}个；以往结果不足，没有区间。",
        "As candidates entered before, it would be {units}; too few outcomes for an interval.",
    ),
    "entering.paces": (
        "预计按办结时限推算；快、慢进度为示例设定。个数为到该窗口截止的累计数。",
        (
            "Expected: every paper comes in the days allowed; the fast and the slow pace are made "
            "up. Numbers are of all in by the close of the window."
        ),
    ),
    "entering.interval": (
        "“按以往”为以往比例推算，括号内为预测区间，应有{share}的把握。",
        "“As before”: by earlier shares, with an interval that is to hold {share} of outcomes.",
    ),
    "entering.range": ("{middle}（{low}至{high}）", "{middle} ({low} to {high})"),
    "entering.family": ("口径类别", "Family"),
    "entering.route": ("途径", "Route"),
    "entering.project_route": ("项目", "Projects"),
    "entering.opens": ("窗口开始", "Opens"),
    "entering.closes": ("截止", "Closes"),
    "entering.candidates": ("候选", "Candidates"),
    "entering.expected": ("预计入库", "Expected"),
    "entering.likely": ("按以往", "As before"),
    "entering.adds": ("今年可增投资", "Adds this year"),
    "entering.projects": (
        "赶得上下一个窗口的项目：前{shown}个，共{units}个",
        "Projects that can reach the next window: {shown} of {units}",
    ),
    "entering.projects_told": (
        "按较快进度有{units}个赶得上，其中按办结时限有{expected}个；预计的在前，金额见台账。",
        (
            "{units} can at the fast pace, {expected} of them in the days allowed; those stand "
            "first. Amounts are in the ledger."
        ),
    ),
    "entering.project": ("项目", "Project"),
    "entering.township": ("乡镇", "Township"),
    "entering.kind": ("进度", "Pace"),
    "entering.expected_kind": ("按时限", "in time"),
    "entering.early_kind": ("须加快", "only if fast"),
    "entering.reason": ("首要原因", "First reason"),
    "entering.ready": ("材料齐备", "Papers in order"),
    "entering.department": ("部门", "Office"),
    "entering.leader": ("领导", "Leader"),
    "entering.when": ("预计备齐", "Ready on"),
    # urgent
    "responsibility.by_department": ("各部门的应统项目", "Eligible projects by office"),
    "responsibility.by_leader": ("各领导的应统项目", "Eligible projects by leader"),
    "responsibility.no_department": (
        "未入库项目中有{units}个没有责任部门。",
        "Unregistered projects that no office answers for: {units}.",
    ),
    "responsibility.no_leader": (
        "未入库项目中有{units}个没有责任领导。",
        "Unregistered projects that no leader answers for: {units}.",
    ),
    "responsibility.order": (
        "逾期多的在前，其次入库率低的在前；只数个数，不列金额。",
        "Most overdue at the month's end first, then lowest coverage; counts only, no amounts.",
    ),
    "responsibility.department": ("部门", "Office"),
    "responsibility.leader": ("领导", "Leader"),
    "responsibility.eligible": ("应统", "Eligible"),
    "responsibility.registered": ("其中已入库", "Registered"),
    "responsibility.unregistered": ("未入库", "Unregistered"),
    "responsibility.rate": ("入库率", "Coverage"),
    "responsibility.overdue": ("逾期", "Overdue"),
    "responsibility.idle": ("零投资项目", "Without investment"),
    "urgent.title": ("前{shown}个，共{units}个", "{shown} of {units}"),
    "urgent.all": ("全部{units}个", "All {units}"),
    "urgent.order": (
        "按超期天数排列，超期相同的按计划总投资由大到小；金额见台账，不列入简报。",
        (
            "Ordered by days overdue, then by planned total, largest first; single amounts are in "
            "the ledger, not in the brief."
        ),
    ),
    "urgent.overdue": (
        "{units}个未入库项目中，{overdue}个已超期，最长{days}天。",
        "{overdue} of {units} unregistered projects are overdue, at most by {days} days.",
    ),
    "urgent.none_overdue": (
        "{units}个未入库项目中，没有超期的。",
        "None of the {units} unregistered projects is overdue.",
    ),
    "urgent.no_deadline": (
        "其中{units}个没有办理期限。",
        "{units} of them have no deadline on record.",
    ),
    "urgent.no_deadlines": (
        "{units}个未入库项目都没有办理期限。",
        "None of the {units} unregistered projects has a deadline on record.",
    ),
    "urgent.none": ("没有应统未入库的项目。", "No eligible project is unregistered."),
    "urgent.project": ("项目", "Project"),
    "urgent.township": ("乡镇", "Township"),
    "urgent.reason": ("原因", "Reasons"),
    "urgent.papers": ("缺少或有问题的材料", "Papers missing or faulty"),
    "urgent.department": ("部门", "Office"),
    "urgent.leader": ("领导", "Leader"),
    "urgent.open": ("已积压（天）", "Days open"),
    "urgent.due": ("期限", "Due"),
    "urgent.days": ("超期（天）", "Days overdue"),
    "urgent.window": ("下次入库", "Next window"),
    "urgent.passed": ("{day}（已过）", "{day} (passed)"),
    "urgent.missing": ("缺{papers}", "missing: {papers}"),
    "urgent.faulty": ("{papers}有问题", "faulty: {papers}"),
    # methods
    "methods.scope": (
        "应统：按报告期的现行口径达到标准的单位和项目；缺数值的为“未知”，不算不达标。",
        (
            "Eligible: what meets the rule in force in the month; units without a value are "
            "“unknown”, never counted as below the line."
        ),
    ),
    "methods.coverage": (
        "入库率：应统且已入库的个数除以应统个数；在库而不属应统的不计入。",
        "Coverage: eligible and registered over eligible; registered but not eligible is left out.",
    ),
    "methods.growth": (
        "增速一律为可比口径；跨口径变动的名义增速不作为增长使用。",
        "Growth is on a comparable scope; a nominal rate across a scope break is never growth.",
    ),
    "methods.cumulative": (
        "本年累计：自1月1日至报告期末。",
        "This year: from 1 January to the end of the month.",
    ),
    "methods.bridge": (
        "变动分解各项相加等于两期总量之差；拉动以上年同期总量为基数。",
        "The parts of a change add up to it exactly; points are of the total a year before.",
    ),
    "methods.ranking": (
        "位次按增速排列，增速相同为并列。",
        "Places are by growth; equal growth is a tie.",
    ),
    "methods.targets": (
        "时间进度：已过天数除以全年天数，计至报告期末；按月数为已过月数除以十二，是考核的算法。",
        "Time elapsed: days gone over the days of the year; in months: the assessment's own.",
    ),
    "methods.assessment": (
        "失分拆分：把因口径调整退出的部分按上年同期数加回后再计分，多得的分为口径失分。",
        (
            "Points lost to the scope: those that come back when what left by rule is put back at "
            "its value of a year before."
        ),
    ),
    "methods.entering": (
        "今年可增投资：在建项目按今年以来的进度、不超批准总投资；未开工的按计划均摊到各月。",
        (
            "What projects would add this year: at the pace so far, within the approved plan; what "
            "has not begun, the plan spread evenly over its months."
        ),
    ),
    "methods.clock": (
        "积压和超期天数计至 {day}。",
        "Days open and overdue are counted to {day}.",
    ),
    "methods.secrecy": (
        (
            "保密：少于{fewest}个填报单位、或最大两个占{share}以上的金额不列出或合并列示；"
            "可由其他数推算的一并处理。单个企业的数和单个项目的金额一律不列；"
            "项目名称和未入库原因属县内办理清单。"
        ),
        (
            "Confidentiality: amounts of fewer than {fewest} respondents, or of which the two "
            "largest hold {share} or more, are withheld or merged, and so is what could be found "
            "from them by subtraction. Figures of single enterprises and amounts of single "
            "projects never appear; names and reasons of projects are the county's working list."
        ),
    ),
    "methods.sources": (
        "所有数字来自同一个已发布文件；每个数字旁的链接指向文末的查询原文。",
        "Every figure is from one published file; the links lead to the text of its query below.",
    ),
    # queries
    "queries.about": (
        "下列查询即 sql/ 中的文件，连同所设参数，可在已发布文件上原样运行。",
        "These are files of sql/ with the parameters as set; they run on the published file.",
    ),
}
"""Key -> (Chinese, English); words in braces are filled in."""
