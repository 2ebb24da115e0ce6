"""Print the recall over all journeys: python -m tests.journeys"""

from __future__ import annotations

import datetime as dt

from tests.journeys.recall import find, journeys, table
from toolbox.inference import Inference
from toolbox.knowledge import load

if __name__ == "__main__":
    knowledge = load()
    inference = Inference(knowledge)
    print(table([find(journey, knowledge, inference, dt.date(2026, 11, 21)) for journey in journeys()]))
