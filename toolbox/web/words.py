"""The fixed words of the page, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from toolbox.vocabulary import Text

NAME = Text("门槛 · 数字化自测", "Menkan self-check")

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "skip": Text("跳到正文", "Skip to the content"),
        "other_language": Text("English", "中文"),
        "new_firm": Text("换一家企业，清空", "New firm: clear all"),
        "footer": Text(
            "不登录、不收集：答案只在这个页面里，服务器什么都不存，也不向别的网站要任何东西。",
            "No account, nothing collected: your answers live in this page only. The server keeps nothing, and nothing "
            "is loaded from any other site.",
        ),
        "start_title": Text("先用哪个数字化工具？几分钟问清楚", "Which digital tool first? A few minutes will tell"),
        "start_lead": Text(
            "像聊天一样问您十来个问题，然后告诉您：先做哪几步，为什么，大概花多少钱，有没有不花钱的办法。",
            "A dozen plain questions about how you work; then the first steps to take, why, what they roughly cost, "
            "and how to do without paying where that is possible.",
        ),
        "start": Text("开始", "Begin"),
        "choose": Text("请选择", "Choose"),
        "unsure": Text("说不准", "Hard to say"),
        "resume": Text("接着上次的做", "Carry on from before"),
        "resume_label": Text("粘贴上次的答案码", "Paste the code of your answers"),
        "resume_go": Text("打开", "Open"),
        "decided": Text("已定 {n} 步", "{n} decided"),
        "of_six": Text("最多六步", "of six at most"),
        "left": Text("最多还有 {n} 问", "{n} questions left at most"),
        "decided_list": Text("已经定下的", "Decided already"),
        "next": Text("下一题", "Next"),
        "back": Text("上一题", "Back"),
        "unknown": Text("不知道", "I don't know"),
        "na": Text("不适用", "Does not apply"),
        "none": Text("都没有", "None of these"),
        "result_now": Text("先看结果", "Show the result now"),
        "yes": Text("是", "Yes"),
        "no": Text("否", "No"),
        "before_unknown": Text("上次答的是“不知道”。", "Your answer was: I don't know."),
        "before_na": Text("上次答的是“不适用”。", "Your answer was: does not apply."),
        "before_none": Text("上次答的是“都没有”。", "Your answer was: none of these."),
        "rest": Text("其他工具，按环节找", "Other tools, by area of work"),
        "rest_hint": Text("用了就勾上，没有就不用管。", "Tick what you use; leave the rest."),
        "everywhere": Text("各个环节都用", "Everywhere"),
        "write_one": Text("写名称或代码", "Write a name or a code"),
        "number_hint": Text("写数字；说不准可以写 10-20。", "A number, or a range as 10-20."),
        "errors": Text("还差一点", "One more thing"),
        "result_title": Text("给您的建议", "Our advice for you"),
        "first": Text("先做这几步", "What to do first"),
        "nothing": Text("还没有步骤。", "There is no step yet."),
        "why": Text("为什么", "Why"),
        "why_open": Text("为什么是它？看条件", "Why this one? See the conditions"),
        "cost": Text("第一年花费", "First year"),
        "price": Text("标价", "List price"),
        "free_way": Text("不花钱的办法", "At no cost"),
        "effort": Text("多久用起来", "Effort"),
        "after": Text("要先做", "After"),
        "help": Text("谁能帮忙", "Who can help"),
        "paying": Text("可能有人出钱（先问清）", "Who might pay a part (ask first)"),
        "products": Text(
            "报告提到的产品（未核实，不是推荐）", "Products that reports name (not checked, not endorsed)"
        ),
        "rule": Text("规则", "Rule"),
        "source": Text("出处", "Source"),
        "mark_yes": Text("满足", "holds"),
        "mark_no": Text("不满足", "does not hold"),
        "mark_ask": Text("还不知道", "not known yet"),
        "open": Text("还不知道的，答了会更准", "Not known yet; an answer would settle more"),
        "more": Text("接着答", "Carry on answering"),
        "full": Text("再答评分题，看清各环节", "Answer the scoring questions too"),
        "full_hint": Text(
            "评分题最多 44 道，答得越多，范围越窄。",
            "At most 44 questions; the more you answer, the narrower the ranges.",
        ),
        "again": Text("回去改答案", "Back to the questions"),
        "scores": Text("各环节做到什么程度", "How far each area is"),
        "scores_table": Text("看数字", "The figures"),
        "band": Text("绿色：您的企业；没答全时是一个范围", "Green: your firm, a range while answers are missing"),
        "answered": Text("已答", "Answered"),
        "peers": Text("调查里的同行", "Firms surveyed"),
        "roadmap": Text("路线图", "Roadmap"),
        "later": Text("以后再做（{n} 步）", "Later ({n} steps)"),
        "wave": Text("第 {n} 波", "Wave {n}"),
        "held": Text("有用，但现在先不急（{n} 项）", "Useful, but not now ({n})"),
        "until": Text("等到", "Until"),
        "told": Text("您的答案", "Your answers"),
        "take": Text("带走", "Take it along"),
        "firm_name": Text("企业名称（可不填，只写在文件上）", "Name of the firm (optional, printed on the document)"),
        "pdf": Text("下载 PDF", "Download PDF"),
        "docx": Text("下载 Word", "Download Word"),
        "print": Text("打印本页", "Print this page"),
        "link": Text("带答案的链接", "A link that holds your answers"),
        "link_hint": Text(
            "答案写在链接 # 后面，不会发给服务器；谁拿到链接，谁就能看到答案。",
            "Your answers stand behind the # and are not sent to a server on the way; whoever has the link can read "
            "them.",
        ),
        "code": Text(
            "答案码（复制下来，下次粘贴就能接着做）", "Code of your answers (copy it, and paste it next time)"
        ),
        "copy_link": Text("复制链接", "Copy the link"),
        "copied": Text("已复制", "Copied"),
        "estimates": Text(
            "花费、时间和投入都是估计，除非写明是标价。",
            "Costs, weeks and days are estimates unless a line says list price.",
        ),
        "method": Text("怎么得出的", "How it was worked out"),
        "sources": Text("出处", "Sources"),
        "refused": Text("没有办成", "This did not work"),
        "carry_on": Text("带着答案继续", "Carry on with these answers"),
        "begin_again": Text("重新开始", "Begin again"),
        "colon": Text("：", ": "),
        "listing": Text("、", ", "),
    }
)

# what goes wrong, by status; and what to do about it
WRONG: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "400": (Text("送来的内容读不懂。", "What was sent cannot be read."), Text("请重新开始。", "Begin again.")),
        "403": (
            Text("这个页面不是这次打开的，或者来自别处。", "This page is of another visit, or comes from elsewhere."),
            Text(
                "请重新开始；有答案码的，粘贴后接着做。", "Begin again; if you kept a code of your answers, paste it."
            ),
        ),
        "old": (
            Text("这个页面打开太久了。", "This page has been open for too long."),
            Text("答案还在，点下面的按钮继续。", "Your answers are still here; carry on with the button below."),
        ),
        "404": (Text("没有这个页面。", "There is no such page."), Text("请从头开始。", "Go to the first page.")),
        "405": (
            Text("这个地址不能这样用。", "This address cannot be used like that."),
            Text("请从头开始。", "Begin again."),
        ),
        "413": (Text("送来的内容太大。", "What was sent is too large."), Text("请写短一些。", "Write less.")),
        "415": (
            Text("送来的不是表单。", "What was sent is no form."),
            Text("请用页面上的按钮。", "Use the buttons of the page."),
        ),
        "421": (
            Text("这里不是您要找的服务器。", "This is not the server that you asked for."),
            Text(
                "请用打印出来的地址；有代理的，启动时加 --url。",
                "Use the address that was printed; behind a proxy, start with --url.",
            ),
        ),
        "422": (
            Text("有的答案读不懂。", "Some of the answers cannot be read."),
            Text("请改正，或者重新开始。", "Correct them, or begin again."),
        ),
        "429": (
            Text("点得太快了。", "That was too fast."),
            Text("请等几秒再试。", "Wait a few seconds, then try again."),
        ),
        "500": (
            Text("程序出了错。", "Something failed here."),
            Text(
                "这是程序的问题，请告诉提供页面的人；回上一页再试。",
                "This is our fault; tell whoever runs this page. Go back and try again.",
            ),
        ),
        "503": (
            Text("现在人太多。", "Too many visitors at once."),
            Text("请等几秒再试。", "Wait a few seconds, then try again."),
        ),
        "504": (Text("算得太久了。", "It took too long."), Text("请再试一次。", "Try again.")),
    }
)


def spoken(language: str) -> dict[str, str]:
    """All fixed words in one language."""
    return {key: text.of(language) for key, text in WORDS.items()}
