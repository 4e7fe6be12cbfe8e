"""`echoflow models`: what there is to think with, and whether it is whole."""

from __future__ import annotations

import argparse
import json

from echoflow.store.model_library import list_models, verify
from echoflow.text import tr
