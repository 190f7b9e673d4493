"""A visitor without a browser: speaks Streamlit's protocol to a running server, and may send whatever it likes."""

from __future__ import annotations

import json
from contextlib import ExitStack
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 60
# A run that was interrupted by a newer one goes on as that one.
LAST = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Visitor:
    """One visit to one page, which lasts until it is closed."""

    def __init__(self, url: str, page: str = "", query: dict[str, str] | str = "") -> None:
        self.page = page
        self.query = query if isinstance(query, str) else urlencode(query)
        self.elements: dict[tuple[int, ...], Any] = {}
        self.fragment = self.run_id = ""
        self.deltas = 0
        self.page_hash = ""
        address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
        self.open = ExitStack()
        self.socket = self.open.enter_context(connect(address, subprotocols=["streamlit"], max_size=None))
        self.run()

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.open.close()

    def run(self, *states: WidgetState, fragment: str = "") -> None:
        """One run of the page's script, or of one of its fragments, with these values of its widgets."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.fragment_id = fragment
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.page_name = "" if self.page_hash else self.page
        message.rerun_script.widget_states.widgets.extend(states)
        self.socket.send(message.SerializeToString())
        self.deltas = 0
        while not self._hear(ForwardMsg.FromString(self.socket.recv(timeout=PATIENCE))):
            pass

    def _hear(self, heard: ForwardMsg) -> bool:
        """Takes one message in; whether it is the run's last."""
        kind = heard.WhichOneof("type")
        if kind == "navigation":
            self.page_hash = heard.navigation.page_script_hash
        elif kind == "delta":
            self.deltas += 1
            run = heard.metadata.run
            if run.script_run_id != self.run_id and not run.fragment_ids:
                # All is drawn anew.
                self.elements = {}
            self.run_id = run.script_run_id
            if heard.delta.WhichOneof("type") == "new_element":
                self.elements[tuple(heard.metadata.delta_path)] = heard.delta.new_element
            if heard.delta.new_element.WhichOneof("type") == "bidi_component":
                self.fragment = heard.delta.fragment_id
        return kind == "script_finished" and heard.script_finished in LAST

    def all(self, kind: str) -> list[Any]:
        """The elements of a kind, such as "markdown", in their order on the page."""
        there = (one for _, one in sorted(self.elements.items()))
        return [getattr(one, kind) for one in there if one.WhichOneof("type") == kind]

    @property
    def said(self) -> str:
        """Everything that the page shows, as one text."""
        return "\n".join(MessageToString(one, as_utf8=True) for _, one in sorted(self.elements.items()))

    @property
    def stage(self) -> dict[str, Any]:
        """What the stage is handed."""
        (component,) = self.all("bidi_component")
        return dict(json.loads(component.json))

    def tell(self, **said: Any) -> None:
        """What the stage says, under its own names: `report` and `question`, or anything else."""
        self.tell_json(json.dumps(said))

    def tell_json(self, text: str) -> None:
        (component,) = self.all("bidi_component")
        self.run(WidgetState(id=component.id, json_value=text), fragment=self.fragment)
