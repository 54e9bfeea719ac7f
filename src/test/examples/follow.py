"""Orders a stop and follows the feed until it has ended: Python's standard library alone.

    STANDSTILL_URL=http://127.0.0.1:8080 STANDSTILL_TOKEN=... python3 follow.py ACCOUNT ID

Ends with 0 for a proof, 3 where the vendor alone says so, 1 for all else.
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL = os.environ.get("STANDSTILL_URL", "http://127.0.0.1:8080")
TOKEN = os.environ.get("STANDSTILL_TOKEN")
ENDED = ("stopped", "overdue", "failed", "reappeared", "active")


def ask(path, headers=None, body=None, timeout=45):
    request = urllib.request.Request(URL + path, data=body, headers=headers or {})
    if TOKEN:
        request.add_header("Authorization", "Bearer " + TOKEN)
    return urllib.request.urlopen(request, timeout=timeout)


def persist(what):
    """Does it until it is answered: a lost answer says nothing, so it is asked again."""
    while True:
        try:
            return what()
        except urllib.error.HTTPError as refused:
            if refused.code not in (429, 500, 502, 503, 504):
                sys.exit(f"refused: {refused.code} {refused.read().decode(errors='replace')!r}")
        except (OSError, ValueError, http.client.HTTPException) as lost:
            print(f"asking again: {lost}", file=sys.stderr)
        time.sleep(1)


def order(path):
    # The key makes it one order, however often it is sent.
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    body = json.dumps({"reason": "ordered by a program"}).encode()

    def send():
        with ask(path + "/stop", headers, body) as answer:
            return json.load(answer), answer.headers.get("Idempotency-Replayed") == "true"

    def look():
        with ask(path) as answer:
            return json.load(answer)

    resource, replayed = persist(send)
    # An answer that was kept from an earlier try tells how it stood then.
    return persist(look) if replayed else resource


def entries(account, id, position):
    """The feed of one resource from a position on, across whatever cuts the line."""
    query = urllib.parse.urlencode({"resource": f"{account}/{id}", "after": position})
    retry = 1.0
    while True:
        headers = {"Accept": "text/event-stream", "Last-Event-ID": position}
        try:
            with persist(lambda: ask("/v1/events?" + query, headers)) as stream:
                frame = {}
                for line in stream:
                    name, _, value = line.decode().rstrip("\r\n").partition(": ")
                    if name:
                        frame[name] = value
                        continue
                    # An empty line ends a frame; one that is cut off is none.
                    retry = int(frame.get("retry", retry * 1000)) / 1000
                    if frame.get("event") == "reset":
                        sys.exit("the journal was restored: ask again how it stands")
                    if frame.get("event") in ("transition", "note"):
                        yield json.loads(frame["data"])
                    position = frame.get("id", position)
                    frame = {}
        except (OSError, http.client.HTTPException) as cut:
            print(f"coming back: {cut}", file=sys.stderr)
        time.sleep(retry)


def main(account, id):
    path = "/v1/resources/" + "/".join(urllib.parse.quote(part, safe="") for part in (account, id))
    resource = order(path)
    print(resource["state"])
    if resource["state"] not in ENDED:
        # Everything after the order's own place in the journal, and nothing before it.
        for entry in entries(account, id, resource["position"]):
            resource = entry["resource"]
            print(entry["kind"], "->", resource["state"], flush=True)
            if resource["state"] in ENDED:
                break
    if resource["state"] != "stopped" or resource["clean"] is False:
        return 1
    return {"confirmed": 0, "gone": 0, "asserted": 3}.get(resource["verdict"], 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
