"""Calls the one-file client as it is told, a line of JSON each: {"call": "add", "args": [], "named": {}}."""

import asyncio
import importlib.util
import json
import sys

path, kind, host, key = sys.argv[1:5]
spec = importlib.util.spec_from_file_location("tulving_client", path)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)


def answer(value):
    print(json.dumps(value), flush=True)


def target_of(client, name):
    for part in name.split("."):
        client = getattr(client, part)
    return client


try:
    client = getattr(module, kind)(api_key=key or None, host=host)
    answer({"answer": client.user_email})
except Exception as error:
    answer({"error": type(error).__name__, "message": str(error)})
    sys.exit(0)

for line in sys.stdin:
    request = json.loads(line)
    try:
        found = target_of(client, request["call"])(*request.get("args", []), **request.get("named", {}))
        answer({"answer": asyncio.run(found) if asyncio.iscoroutine(found) else found})
    except Exception as error:
        answer({"error": type(error).__name__, "message": str(error)})
