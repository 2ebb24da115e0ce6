"""What the firm is and where it is: trades and places, read only where the firm speaks of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolbox.understand.clauses import Clause, holds, mood
from toolbox.understand.statements import Statement
from toolbox.understand.words import Kind, Token

_COUNT = r"[0-9零〇一二两三四五六七八九十百千几多来余]"
_ARTICLE = rf"(?:{_COUNT}+)?(?:家|个|间|所|座)?"
_KINDLY = r"(?:的|小小的|小|大|老|新|正规|专业的?|传统的?|普通|外贸|本地的?|当地的?|社区|街边|镇上的?|县里的?|市里的?|村里的?|品牌|高端|中小型?|中型|小型|微型|各种|各类|一些|点|塑料|塑胶|木质|木|实木|不锈钢|金属|儿童|办公|户外|手工|高档)*"
_VERB = re.compile(
    r"(?:做|生产|加工|制造|开|搞|干|办|从事|经营|主营|专营|是|弄|种|养|当|有(?=一?[家个间]))(?:了|着|的是|的|起)*"
    rf"{_ARTICLE}{_KINDLY}$"
    r"|\b(?:are|am|is|run|own|have|make|makes)(?: an?| the| our| small| little| family| local| tiny)* ?$"
)
_PEOPLE = rf"{_COUNT}+(?:个|名|号|口)?人的?"
_HARMLESS = re.compile(
    rf"(?:我们|咱们|俺们|我|咱|俺|这|那|家里|家|自己|自家|老板|这边|这里|厂|公司|叫|名叫|本地|位于|地处|地方|县城|镇上|老牌|{_PEOPLE}"
    rf"|在?\0+(?:省|市|县|区)?的?|是|就是|也是|都是|算是|一直|主要|目前|现在|{_ARTICLE}(?=.)|的|小|大|老|我司|以|行业|:|属于"
    r"|we|run|are|an?|the|our|small|little|family|local|i|m|'| )*$"
)
_HEADED = re.compile(r"(?:的|能[^,]{1,10}的)(?:小|大|老|新)?$")
_ELSEWHERE = re.compile(
    r"客户|顾客|供应商|吃|买|去|到|跟|从|向|卖|发往|给|替|帮|上班|打工|房东|租给|有[^,]{0,3}人|找|请|对面|旁边|隔壁|学|看见|见过|批发商|找了"
)
_PLACELIKE = re.compile(
    r"(?:厂|店|公司|馆|院|所|社|场|队|部|铺|坊|园|行|校|房|机构|超市|工作室|户|商|中介|宿|栈|企业|酒楼|档口|塘|站|庄)$"
)
_DOES = re.compile(r"^(?:种|养|生产|批发|加工|制造|开发|做|制|跑|拉)")
_GOODS_BEHIND = re.compile(
    rf"^(?:$|的|了|和|、|跟|及|也|还|为主|起家|行业|这|那块|业务|加工|生产|制造|有|共|现在|一共|总共|开了|做了|{_COUNT}|不|没|都|全|主要"
    r"|订单|客户|好|难|也|,|\0|公司|企业|厂|工厂| |with|and)"
)
_PLACE_BEHIND_NOT = re.compile(
    r"^(?:供|那边|给|订单|客户|软件|系统|设备|机器|协会|上班|打工|吃|买|学|里吃|太贵|涨|是我们的|是我们最|是大客户|做配套|的订单|的客户|的活|的单|的老板是"
    r"|欠|拖|要货|来找|跟我们|找我们|用的|都用|的要求)"
)


def trades(clause: Clause) -> Iterator[Statement]:
    """What the clause says that the firm is or does."""
    before: Token | None = None
    for token in clause.tokens:
        for meaning in token.of(Kind.TRADE):
            listed = before is not None and clause.text[before.end : token.start] in (
                "、",
                "和",
                "跟",
                "及",
                "以及",
                "还有",
            )
            if (listed or _is_own(clause, token)) and holds(clause, token.start, token.end):
                yield Statement(meaning.fact, None, token.start, token.end, mood(clause, token.start), meaning.code)
                before = token


def _is_own(clause: Clause, token: Token) -> bool:
    word, right = clause.text[token.start : token.end], clause.right(token.end)
    left = clause.left(token.start)
    if (
        any(token.of(Kind.USED)) and right != "的"
    ):  # a shop online may be one way to sell among others; 开网店的 sells so
        return False
    placelike = word.isascii() or bool(_PLACELIKE.search(word))
    if placelike and _PLACE_BEHIND_NOT.match(right):
        return False
    if not placelike and not _DOES.match(word) and not _GOODS_BEHIND.match(right):
        return False
    masked = clause.masked[clause.start : token.start]
    if _VERB.search(left) and not _ELSEWHERE.search(_VERB.sub("", left)):
        return True
    if _COMPOUND.fullmatch(word) and _WHAT.search(left) and not _ELSEWHERE.search(left):
        return True
    if _HARMLESS.fullmatch(masked):
        return placelike or bool(_DOES.match(word)) or right in ("", "的") or left.endswith("的")
    return placelike and not right.strip("的") and bool(_HEADED.search(left)) and not _ELSEWHERE.search(left)


_COMPOUND = re.compile("批发|零售|种植|养殖")
_WHAT = re.compile("(?:做|搞|从事|干|主营|经营)(?:的是)?[^,\0]{1,4}$")  # 做水产批发

_IN = re.compile(
    r"(?:在|位于|地处|坐落于?|来自|坐标|地址是?|我们是|我是|总部在|厂在|店在|公司在|开在|我们|地点是?|\bin |\bfrom |based in )$"
)
_NOT_HERE = re.compile(
    r"客户|供应商|市场|货|卖|发|进|顾客|老家|孩子|大学|出差|展会|参展|仓库|订单|同行|读书|打工|住在|去|到|往|从|买家|销|客人|以前在|老板是"
)
_NOT_HERE_BEHIND = re.compile(
    r"^(?:省|市)?(?:人|话|卖|进货|拿货|采购|参展|有客户|有个客户|上学|读|打工|出差|的?客户|的?市场|也有客户|有分|设|上大学|那边|客人|的货|的订单|出口|展会)"
)
_OPENING = re.compile(rf"^(?:省|市|县|区)?(?:的|这边|本地|做|开|有|一家|一个|{_COUNT}|$|\0|,| )")


def places(clause: Clause) -> Iterator[Statement]:
    """Where the clause says that the firm is."""
    before: Token | None = None
    for token in clause.tokens:
        for meaning in token.of(Kind.PLACE):
            left, right = clause.left(token.start), clause.right(token.end)
            follows = before is not None and clause.text[before.end : token.start] in ("", "省", "市", "的", ", ", " ")
            if follows or _is_here(clause, left, right, token):
                yield Statement(meaning.fact, None, token.start, token.end, mood(clause, token.start), meaning.code)
                before = token


def _is_here(clause: Clause, left: str, right: str, token: Token) -> bool:
    if _NOT_HERE_BEHIND.match(right):
        return False
    found = _IN.search(left)
    if found:
        return not _NOT_HERE.search(left)
    return not left.strip(" ") and bool(_OPENING.match(clause.masked[token.end : clause.end]))
