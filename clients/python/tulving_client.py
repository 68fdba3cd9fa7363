"""A client of Tulving in one file, with the methods and answers of mem0's Python MemoryClient.

    from tulving_client import MemoryClient      # in place of: from mem0 import MemoryClient
    client = MemoryClient(host="http://127.0.0.1:8858/mem0")
    client.add("I prefer green tea.", user_id="ada")
    client.search("What does she drink?", filters={"user_id": "ada"})

Python 3.8 or newer and nothing else; copy the file where you need it. It sends the requests of mem0's client
(versions 3 and 1 of its API) to the path /mem0 of a Tulving server, and reports nothing to anybody.
"""

import asyncio
import hashlib
import http.client
import json
import os
import urllib.error
import urllib.parse
import urllib.request

__all__ = [
    "AsyncMemoryClient",
    "AuthenticationError",
    "ClientError",
    "MemoryClient",
    "MemoryNotFoundError",
    "MemoryQuotaExceededError",
    "NetworkError",
    "RateLimitError",
    "ValidationError",
]

DEFAULT_HOST = "http://127.0.0.1:8858/mem0"
ENTITIES = ("user", "agent", "app", "run")


class ClientError(Exception):
    """An answer other than success. `status` is the HTTP status, 0 where there was no answer."""

    def __init__(self, message, status=0, details=None):
        super().__init__(message)
        self.message = message
        self.status = status
        self.error_code = "HTTP_%d" % status
        self.details = details or {}


class ValidationError(ClientError):
    """The request is not valid."""


class AuthenticationError(ClientError):
    """The key is missing, wrong, or does not allow this."""


class MemoryNotFoundError(ClientError):
    """There is no such memory."""


class MemoryQuotaExceededError(ClientError):
    """There is no room for more."""


class RateLimitError(ClientError):
    """Too many requests."""


class NetworkError(ClientError):
    """The server cannot be reached, or took too long."""


ERRORS = {
    400: ValidationError,
    401: AuthenticationError,
    403: AuthenticationError,
    404: MemoryNotFoundError,
    408: NetworkError,
    409: ValidationError,
    413: MemoryQuotaExceededError,
    422: ValidationError,
    429: RateLimitError,
    502: NetworkError,
    503: NetworkError,
    504: NetworkError,
}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The key is for the host that was named, and for no other."""

    def redirect_request(self, *_):
        return None


class _Connection:
    def __init__(self, host, key, timeout):
        self.host = host.rstrip("/")
        self._timeout = timeout
        self._headers = {
            "Authorization": "Token " + key,
            "Content-Type": "application/json",
            "Mem0-User-ID": hashlib.md5(key.encode()).hexdigest(),
        }
        self._opener = urllib.request.build_opener(_NoRedirects)

    def ask(self, method, path, body=None, query=None):
        url = self.host + path
        given = _given(query or {})
        if given:
            url += "?" + urllib.parse.urlencode(given, doseq=True)
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, self._headers, method=method)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error.code, error.read()) from None
        except (OSError, http.client.HTTPException) as error:
            raise NetworkError("%s cannot be reached: %s" % (self.host, error)) from error
        except ValueError as error:
            raise ClientError("%s did not answer with JSON" % url) from error


def _refusal(status, content):
    text = content.decode("utf-8", "replace")
    try:
        details = json.loads(text)
    except ValueError:
        details = None
    if not isinstance(details, dict):
        details = {}
    told = [details.get(name) for name in ("error", "detail", "message")]
    message = next((one for one in told if isinstance(one, str) and one), text)
    return ERRORS.get(status, ClientError)(message, status, details)


def _given(fields):
    return {name: value for name, value in fields.items() if value is not None}


def _part(text):
    return urllib.parse.quote(str(text), safe="")


def _refuse_ids(fields, method):
    named = sorted(name for name in fields if name in {kind + "_id" for kind in ENTITIES})
    if named:
        raise ValueError(
            "%s() takes %s inside filters: filters={'%s': ...}" % (method, ", ".join(named), named[0])
        )


class MemoryClient:
    """The verbs of mem0's MemoryClient, over a Tulving server.

    `host` ends with /mem0; default TULVING_URL with /mem0, else http://127.0.0.1:8858/mem0. `api_key` is a key of
    Tulving; default TULVING_API_KEY, else MEM0_API_KEY. While the server has no key, none is needed on its machine.
    """

    def __init__(self, api_key=None, host=None, timeout=300):
        env = os.environ
        own = env.get("TULVING_URL")
        self.host = host or (own.rstrip("/") + "/mem0" if own else DEFAULT_HOST)
        self.api_key = api_key or env.get("TULVING_API_KEY") or env.get("MEM0_API_KEY") or "local"
        self._connection = _Connection(self.host, self.api_key, timeout)
        try:
            about = self._ask("GET", "/v1/ping/")
        except AuthenticationError as error:
            raise ValueError("Error: " + error.message) from error
        self.org_id = about.get("org_id")
        self.project_id = about.get("project_id")
        self.user_email = about.get("user_email")
        self.project = Project(self._connection, self.org_id, self.project_id)

    def _ask(self, method, path, body=None, query=None):
        return self._connection.ask(method, path, body, query)

    # Memories

    def add(self, messages, **options):
        """Keeps what was said: a text, a message, or a list of messages with `role` and `content`."""
        if isinstance(messages, str):
            messages = [{"role": "user", "content": messages}]
        elif isinstance(messages, dict):
            messages = [messages]
        elif not isinstance(messages, list):
            raise ValueError("messages must be a text, a message or a list of messages")
        return self._ask("POST", "/v3/memories/add/", {"messages": messages, **_given(options)})

    def get(self, memory_id):
        return self._ask("GET", "/v1/memories/%s/" % _part(memory_id))

    def get_all(self, **options):
        """`filters` says whose; with `page` and `page_size` a page."""
        _refuse_ids(options, "get_all")
        body = _given(options)
        query = {name: body.pop(name, None) for name in ("page", "page_size")}
        return self._ask("POST", "/v3/memories/", body, query)

    def search(self, query, **options):
        _refuse_ids(options, "search")
        return self._ask("POST", "/v3/memories/search/", {"query": query, **_given(options)})

    def update(self, memory_id, text=None, metadata=None, **options):
        body = _given({"text": text, "metadata": metadata, **options})
        if not body:
            raise ValueError("At least one of text, metadata or timestamp must be given.")
        return self._ask("PUT", "/v1/memories/%s/" % _part(memory_id), body)

    def delete(self, memory_id, delete_linked=None):
        query = {"delete_linked": "true" if delete_linked else None}
        return self._ask("DELETE", "/v1/memories/%s/" % _part(memory_id), query=query)

    def delete_all(self, **names):
        return self._ask("DELETE", "/v1/memories/", query=names)

    def history(self, memory_id):
        return self._ask("GET", "/v1/memories/%s/history/" % _part(memory_id))

    def batch_update(self, memories):
        """`memories`: a list of `{"memory_id": ..., "text": ...}`."""
        return self._ask("PUT", "/v1/batch/", {"memories": memories})

    def batch_delete(self, memories):
        return self._ask("DELETE", "/v1/batch/", {"memories": memories})

    def feedback(self, memory_id, feedback=None, feedback_reason=None):
        known = ("POSITIVE", "NEGATIVE", "VERY_NEGATIVE")
        value = feedback.upper() if feedback else None
        if value is not None and value not in known:
            raise ValueError("feedback must be one of %s or None" % ", ".join(known))
        body = {"memory_id": memory_id, "feedback": value, "feedback_reason": feedback_reason}
        return self._ask("POST", "/v1/feedback/", body)

    # Users, agents, apps and runs

    def users(self, page=None, page_size=None):
        return self._ask("GET", "/v1/entities/", query={"page": page, "page_size": page_size})

    def delete_users(self, user_id=None, agent_id=None, app_id=None, run_id=None):
        """With a name, that one; without any, all of them, page after page."""
        names = dict(zip(ENTITIES, (user_id, agent_id, app_id, run_id)))
        chosen = [(kind, name) for kind, name in names.items() if name][:1]
        for kind, name in chosen or self._all_entities():
            self._ask("DELETE", "/v2/entities/%s/%s/" % (_part(kind), _part(name)))
        if chosen:
            return {"message": "Entity deleted successfully."}
        return {"message": "All users, agents, apps and runs deleted."}

    def _all_entities(self):
        found, page = [], 1
        while True:
            answer = self.users(page=page, page_size=100)
            found += [(one["type"], one["name"]) for one in answer["results"]]
            if not answer.get("next") or not answer["results"]:
                break
            page += 1
        if not found:
            raise ValueError("No entities to delete")
        return found

    def reset(self):
        self.delete_users()
        return {"message": "Client reset successful. All users and memories deleted."}

    # Exports and summaries

    def create_memory_export(self, schema, **options):
        return self._ask("POST", "/v1/exports/", {"schema": schema, **_given(options)})

    def get_memory_export(self, **options):
        return self._ask("POST", "/v1/exports/get/", _given(options))

    def get_summary(self, filters=None):
        return self._ask("POST", "/v1/summary/", _given({"filters": filters}))

    # The project and its webhooks

    def get_project(self, fields=None):
        return self.project.get(fields)

    def update_project(self, **settings):
        return self.project.update(**settings)

    def get_webhooks(self, project_id=None):
        return self._ask("GET", self._webhooks_of(project_id))

    def create_webhook(self, url, name, project_id=None, event_types=None):
        body = {"url": url, "name": name, "event_types": event_types or []}
        return self._ask("POST", self._webhooks_of(project_id), body)

    def update_webhook(self, webhook_id, name=None, url=None, event_types=None):
        body = _given({"name": name, "url": url, "event_types": event_types})
        return self._ask("PUT", "/api/v1/webhooks/%s/" % _part(webhook_id), body)

    def delete_webhook(self, webhook_id):
        return self._ask("DELETE", "/api/v1/webhooks/%s/" % _part(webhook_id))

    def _webhooks_of(self, project_id):
        return "/api/v1/webhooks/projects/%s/" % _part(project_id or self.project_id)

    # What happened

    def events(self, **options):
        return self._ask("GET", "/v1/events/", query=options)

    def event(self, event_id):
        """Of an `add` that answered PENDING: whether it is done."""
        return self._ask("GET", "/v1/event/%s/" % _part(event_id))


class Project:
    """The settings of the project that the key belongs to."""

    def __init__(self, connection, org_id, project_id):
        self._connection = connection
        self.org_id = org_id
        self.project_id = project_id

    @property
    def _path(self):
        names = (_part(self.org_id), _part(self.project_id))
        return "/api/v1/orgs/organizations/%s/projects/%s/" % names

    def get(self, fields=None):
        return self._connection.ask("GET", self._path, query={"fields": fields})

    def update(self, **settings):
        """`custom_instructions`, `custom_categories` and what else the server keeps of a project."""
        body = _given(settings)
        if not body:
            raise ValueError("At least one setting must be given.")
        return self._connection.ask("PATCH", self._path, body)


class AsyncMemoryClient:
    """The same verbs to be awaited: each runs in a thread."""

    def __init__(self, api_key=None, host=None, timeout=300):
        self._client = MemoryClient(api_key, host, timeout)
        self.project = _Awaited(self._client.project)

    def __getattr__(self, name):
        return getattr(_Awaited(self._client), name)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None


class _Awaited:
    def __init__(self, target):
        self._target = target

    def __getattr__(self, name):
        found = getattr(self._target, name)
        if not callable(found):
            return found

        async def call(*positional, **named):
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(None, lambda: found(*positional, **named))

        return call
