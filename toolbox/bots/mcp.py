"""The operations as tools of the Model Context Protocol, and the catalogue and the rules as its resources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal, get_args

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, InputRequiredResult, TextContent, ToolAnnotations
from pydantic import Field, ValidationError, WithJsonSchema

from toolbox import __version__
from toolbox.bots.asked import REMEDIES, Day, Flag
from toolbox.bots.brief import brief
from toolbox.bots.described import LOCAL, Found, Schema, definitions
from toolbox.bots.failures import Failure, Failures
from toolbox.errors import DataError, Fault
from toolbox.operations import ALL, FIRM, STATE, NotFoundError, Operations, document
from toolbox.plain import as_json, plain
from toolbox.serving import LARGEST
from toolbox.text import one_of, shown

JSON = "application/json"
INSTRUCTIONS = """\
Tells a small Chinese firm which digital tool to adopt first, from rules with sources. Stateless: send all that is known
with every call.
1. Give what the person says to `understand`; put its `profile` into {"facts": …}.
2. Call `next_question` with that state, ask the question, add the answer to `state.facts` under `question.fact`
   ("unknown" where the person does not know), and call again with the new state until `question` is null.
3. Tell the steps of `advice.first` with their reasons. `explain` says why or why not; `roadmap` gives the order,
`assess` the scores.
Texts come in Chinese (zh) and English (en); show the one that the person speaks. What is refused comes back with place,
fault and remedy: change what the remedy says and call again. Never add tools, prices or reasons of your own."""

_FREE = {"type": "object", "additionalProperties": True}
_PROFILE = 'A map of facts, as {"sector": "catering", "staff": 8}, or the state of an interview.'

State = Annotated[
    Any,
    Field(description='The state that the last turn gave, with the answer added; {"facts": {}} is the beginning.'),
    WithJsonSchema(_FREE),
]
Firm = Annotated[Any, Field(description=_PROFILE), WithJsonSchema(_FREE)]
Full = Annotated[Flag, Field(description="Ask the indicators of the scoring model too; takes far longer.")]
Detail = Annotated[
    Literal["concise", "detailed"],
    Field(description="detailed: every rule, test, figure and source; concise: what a person is told."),
]
Word = Annotated[str, Field(description="The id of a tool, or any name of it.")]
Model = Annotated[str, Field(description="The id of a scoring model, or all.")]
Query = Annotated[str, Field(description="A word for a tool: Chinese, English, a product's name, pinyin initials.")]
Story = Annotated[str, Field(description="What the person said of the firm, in their own words.")]

_ANSWERS = {
    "next_question": ("TurnBrief", "Turn"),
    "recommend": ("AdviceBrief", "Advice"),
    "explain": ("ExplanationBrief", "Explanation"),
    "roadmap": ("RoadmapBrief", "Roadmap"),
    "assess": ("AssessmentBrief", "Assessment"),
    "search_tools": ("Found",),
    "understand": ("UnderstoodBrief", "Understood"),
}
_READS_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def server(operations: Operations, failures: Failures) -> MCPServer[Any]:
    """The server over these operations, not yet running."""
    made = _Server(
        failures,
        "menkan",
        title="menkan · 门槛",
        version=__version__,
        instructions=INSTRUCTIONS,
        tools=list(_tools(_Tools(operations))),
        log_level="ERROR",
    )
    _add_resources(made, operations)
    return made


def application(operations: Operations, failures: Failures) -> Any:
    """The server as an application that answers at /mcp, for this machine only."""
    return server(operations, failures).streamable_http_app(
        json_response=True, stateless_http=True, max_request_body_size=LARGEST, host="127.0.0.1"
    )


class _Tools:
    """Each method is a tool, its docstring what a model reads. The SDK calls them in threads."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def next_question(
        self, state: State = None, full: Full = False, today: Day = None, detail: Detail = "concise"
    ) -> CallToolResult:
        """One turn of an interview: the next best question, or the advice once no answer could change it."""
        sent = document({} if state is None else state, STATE)
        return self._told(self._operations.next_question(sent, _day(today), full=full), detail)

    def recommend(self, firm: Firm, today: Day = None, detail: Detail = "concise") -> CallToolResult:
        """What a firm should adopt first (six steps at most), what next, what waits, and why."""
        return self._told(self._operations.recommend(document(firm, FIRM), _day(today)), detail)

    def explain(self, firm: Firm, tool: Word, today: Day = None, detail: Detail = "concise") -> CallToolResult:
        """Why a tool is advised for a firm, held back or not advised: what each of its rules says."""
        return self._told(self._operations.explain(document(firm, FIRM), tool, _day(today)), detail)

    def roadmap(self, firm: Firm, today: Day = None, detail: Detail = "concise") -> CallToolResult:
        """The order of a firm's steps in waves, and the chain that takes longest."""
        return self._told(self._operations.roadmap(document(firm, FIRM), _day(today)), detail)

    def assess(self, firm: Firm, model: Model = ALL, today: Day = None, detail: Detail = "concise") -> CallToolResult:
        """A firm's scores by one or more models, as ranges while answers are missing."""
        return self._told(self._operations.assess(document(firm, FIRM), _day(today), model), detail)

    def search_tools(self, query: Query) -> CallToolResult:
        """Find tools of the catalogue by any word; typing errors are forgiven."""
        return _said(Found(tuple(self._operations.search_tools(query))))

    def understand(self, text: Story, today: Day = None, detail: Detail = "concise") -> CallToolResult:
        """What a free text tells of a firm, as a profile. Nothing is guessed; what was not understood is named."""
        read = document({"text": text}, "text").data["text"]
        return self._told(self._operations.understand(read, _day(today)), detail)

    def _told(self, answer: Any, detail: str) -> CallToolResult:
        return _said(answer if detail == "detailed" else brief(answer, self._operations.knowledge))


def _tools(methods: _Tools) -> Iterator[Tool]:
    for name, answers in _ANSWERS.items():
        tool = Tool.from_function(getattr(methods, name), annotations=_READS_ONLY)
        tool.parameters = {**tool.parameters, "additionalProperties": False}
        for schema in tool.parameters["properties"].values():
            if schema.get("default", "") is None:
                del schema["default"]  # it is left out, not null
        tool.fn_metadata.output_schema = _output(answers)
        yield tool


def _output(names: tuple[str, ...]) -> Schema:
    """Some clients hold a refusal to this schema too, so it says what a refusal looks like."""
    kinds = (*names, "Failure")
    return {
        "type": "object",
        "anyOf": [{"$ref": f"{LOCAL}{name}"} for name in kinds],
        "$defs": definitions(kinds),
    }


def _day(today: dt.date | None) -> dt.date:
    return today or dt.date.today()


def _said(answer: Any) -> CallToolResult:
    """The answer as data, and as the same bytes that the other doors give."""
    return CallToolResult(content=[TextContent(type="text", text=as_json(answer))], structured_content=plain(answer))


# --- what goes wrong ---------------------------------------------------------------------------------------------


class _Server(MCPServer[Any]):
    """Says of every wrong call where it is wrong and what to send instead."""

    def __init__(self, failures: Failures, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._failures = failures

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        try:
            await self._check(name, arguments)
            return await super().call_tool(name, arguments, context)
        except DataError as error:
            return _refused(self._failures.of(error.faults))
        except ToolError as error:
            return _refused(self._failure(error.__cause__ or error))

    def _failure(self, error: BaseException) -> Failure:
        if isinstance(error, DataError):
            return self._failures.of(error.faults)
        if isinstance(error, ValidationError):
            return self._failures.of(map(_argument, error.errors(include_url=False)))
        return self._failures.ours(error)

    async def _check(self, name: str, arguments: dict[str, Any]) -> None:
        """Refuse tools and arguments that are not there; the SDK leaves unknown arguments out without a word."""
        tools = {tool.name: tool.input_schema["properties"] for tool in await self.list_tools()}
        if name not in tools:
            raise DataError(Fault("name", f"there is no tool called '{shown(name)}'.", one_of(name, tools)))
        known = tools[name]
        faults = [_unknown(argument, known) for argument in arguments if argument not in known]
        if faults:
            raise DataError(*faults)


def _unknown(argument: str, known: Iterable[str]) -> Fault:
    name = shown(argument)
    return Fault(f"arguments: {name}", f"no argument called '{name}' here.", one_of(argument, known))


def _argument(item: Any) -> Fault:
    name = shown(item["loc"][0])
    place = f"arguments: {name}"
    match item["type"]:
        case "missing":
            return Fault(place, f"'{name}' is missing.", "Send it; the tool's schema says what it is.")
        case "day" | "flag" as kind:
            return Fault(place, item["msg"], REMEDIES[kind])
        case "literal_error":
            remedy = one_of(str(item["input"]), get_args(get_args(Detail)[0]))
            return Fault(place, f"'{shown(item['input'])}' does not fit.", remedy)
    return Fault(place, f"'{shown(item['input'])}' does not fit.", "It takes text.")


def _refused(wrong: Failure) -> CallToolResult:
    said = _said(wrong)
    return CallToolResult(content=said.content, structured_content=said.structured_content, is_error=True)


# --- resources ---------------------------------------------------------------------------------------------------


def _add_resources(to: MCPServer[Any], operations: Operations) -> None:
    known = operations.knowledge

    @to.resource("menkan://tools", mime_type=JSON)
    def tools() -> str:
        """Every tool of the catalogue by id, with its name."""
        return as_json({id_: tool.name for id_, tool in known.tools.items()})

    @to.resource("menkan://rules", mime_type=JSON)
    def rules() -> str:
        """Every rule by id, with its title."""
        return as_json({id_: rule.title for id_, rule in known.rules.items()})

    @to.resource("menkan://tools/{id}", mime_type=JSON)
    def tool(id: str) -> str:  # noqa: A002 - as the address calls it
        """Everything about a tool: what it does, what it needs, cost, effort, products, rules."""
        return _found(lambda: operations.tool(id))

    @to.resource("menkan://rules/{id}", mime_type=JSON)
    def rule(id: str) -> str:  # noqa: A002 - as the address calls it
        """A rule with its condition as a sentence, its reason and its sources."""
        return _found(lambda: operations.rule(id))


def _found(look: Callable[[], Any]) -> str:
    try:
        return as_json(look())
    except NotFoundError as error:
        raise ResourceNotFoundError(str(error)) from None
