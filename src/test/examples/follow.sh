#!/bin/sh
# Orders a stop and follows the feed until it has ended: curl alone.
#
#   STANDSTILL_URL=http://127.0.0.1:8080 STANDSTILL_TOKEN=... ./follow.sh ACCOUNT ID
#
# Ends with 0 for a proof, 3 where the vendor alone says so, 1 for all else. The id goes into the address as it is typed:
# whatever is no plain letter must be percent-encoded. (With the jar at hand, `standstill stop --wait` does all of this.)
set -eu

url=${STANDSTILL_URL:-http://127.0.0.1:8080}
account=$1
id=$2
folder=$(mktemp -d)
curl=
trap 'kill $curl 2>/dev/null || :; rm -rf "$folder"' EXIT
mkfifo "$folder/feed"

ask() {
  curl -sS ${STANDSTILL_TOKEN:+-H "Authorization: Bearer $STANDSTILL_TOKEN"} "$@"
}

# A field of a resource, whose labels come last and may be called anything.
field() {
  printf '%s\n' "$resource" | sed 's/,"labels":.*//' | sed -n "s/.*\"$1\":\"\{0,1\}\([a-z0-9-]*\).*/\1/p"
}

# One order, however often it is sent until it is answered: a lost answer says nothing.
key=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
while :; do
  status=$(ask -o "$folder/answer" -D "$folder/head" -w '%{http_code}' --max-time 20 -H "Idempotency-Key: $key" \
    -H 'Content-Type: application/json' -d '{"reason":"ordered by a script"}' \
    "$url/v1/resources/$account/$id/stop") || status=000
  case $status in
    200 | 202) break ;;
    000 | 429 | 5??) sleep 1 ;;
    *) echo "refused: $(cat "$folder/answer")" >&2; exit 1 ;;
  esac
done
resource=$(cat "$folder/answer")
# An answer that was kept from an earlier try tells how it stood then.
if grep -qi '^idempotency-replayed: true' "$folder/head"; then
  resource=$(ask -f --retry 1000 --retry-all-errors --max-time 20 "$url/v1/resources/$account/$id")
fi
position=$(field position)
retry=1

# Everything after the order's own place in the journal, across whatever cuts the line.
under_way() {
  case $(field state) in requested | stopping) return 0 ;; esac
  return 1
}
while under_way; do
  ask -N --max-time 960 -H 'Accept: text/event-stream' -H "Last-Event-ID: $position" \
    "$url/v1/events?resource=$account/$id" > "$folder/feed" &
  curl=$!
  event=
  heard=$position
  while read -r name value; do
    case $name in
      retry:) retry=$(((value + 999) / 1000)) ;;
      event:) event=$value ;;
      id:) heard=$value ;;
      # An empty line ends a frame: one that is cut off was not heard.
      '') position=$heard ;;
      data:)
        if [ "$event" = reset ]; then
          echo 'the journal was restored: ask again how it stands' >&2
          exit 1
        fi
        resource=${value#*\"resource\":}
        echo "$event $(field state)"
        under_way || break
        ;;
    esac
  done < "$folder/feed"
  kill "$curl" 2>/dev/null || :
  wait "$curl" 2>/dev/null || :
  curl=
  if under_way; then sleep "$retry"; fi
done

if [ "$(field state)" != stopped ] || [ "$(field clean)" = false ]; then
  echo "$account/$id is not known to stand still" >&2
  exit 1
fi
case $(field verdict) in
  confirmed | gone) echo "$account/$id is proved to stand still" ;;
  asserted) echo "$account/$id stands still by the vendor's word alone"; exit 3 ;;
  *) exit 1 ;;
esac
