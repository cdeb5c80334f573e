#!/usr/bin/env bash
# Runs what the image holds as compose.yaml would, without an engine: tests/container/rehearse.sh FOLDER, where FOLDER is an unpacked image (of an archive:
# umoci, or tar and its layers). Needs root, util-linux and curl. The root is read-only, the user is 1654 without any right, all that can be written is the volume and
# /tmp. It is looked at from outside (/readyz, /metrics) and asked from inside, then told to stop.
set -euo pipefail
root=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $1" >&2; [ -f "$work/log" ] && tail -n 20 "$work/log" >&2; kill -KILL "${hive:-}" 2>/dev/null || true; exit 1; }

mkdir "$work/secrets" "$work/data"
printf 'a password\n' >"$work/secrets/tapo"
chmod 0400 "$work/secrets/tapo"
chown -R 1654:1654 "$work/secrets" "$work/data"
cat >"$work/house.conf" <<'HOUSE'
house {
  name = hillside
  time-zone = "Europe/London"
  accounts.default { username = "me@example.com", password { credential = tapo } }
  discovery { targets = [ "127.255.255.255" ], port = 20779 }
}
HOUSE
chmod 0644 "$work/house.conf"

# What an engine would do: mounts of its own, the root read-only, then the user and nothing that it could be more by.
cat >"$work/inside.sh" <<'INSIDE'
set -euo pipefail
root=$1 work=$2; shift 2
mount --bind "$root" "$root"
mkdir -p "$root/run/secrets" "$root/etc/tapohive" "$root/tmp" "$root/proc" "$root/dev"
touch "$root/etc/tapohive/house.conf"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev"
mknod -m 0666 "$root/dev/null" c 1 3; mknod -m 0666 "$root/dev/urandom" c 1 9; mknod -m 0666 "$root/dev/random" c 1 8
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --bind "$work/data" "$root/home/app"
mount --bind "$work/secrets" "$root/run/secrets"
mount --bind "$work/house.conf" "$root/etc/tapohive/house.conf"
mount -o remount,bind,ro "$root"
# The new process is the first of its own world, as in a container: signals reach it alone.
exec setpriv --bounding-set=-all,+sys_chroot,+setuid,+setgid --inh-caps=-all --no-new-privs "$(PATH=/usr/sbin:/usr/bin command -v chroot)" --userspec=1654:1654 "$root" "$@"
INSIDE
variables=(-i PATH=/usr/lib/tapohive:/usr/local/bin:/usr/bin:/bin HOME=/home/app TAPOHIVE_DATA=/home/app CREDENTIALS_DIRECTORY=/run/secrets DOTNET_EnableDiagnostics=0
    TAPOHIVE_METRICS_LISTEN=127.0.0.1:9479)
program=/usr/lib/tapohive/tapohive
env "${variables[@]}" "$(command -v unshare)" --mount --pid --ipc --uts --fork --kill-child "$(command -v bash)" "$work/inside.sh" "$root" "$work" "$program" up --house /etc/tapohive/house.conf >"$work/log" 2>&1 &
hive=$!

ready=
for _ in $(seq 1 240); do
    kill -0 $hive 2>/dev/null || fail "it ended by itself"
    ready=$(curl -s http://127.0.0.1:9479/readyz || true)
    [ "$ready" != ready ] || break
    sleep 0.5
done
[ "$ready" = ready ] || fail "it is not ready: $ready"
echo "ready, and alive: $(curl -s http://127.0.0.1:9479/healthz)"
curl -s http://127.0.0.1:9479/metrics | grep -q '^tapohive_houses{storage="available"} 1' || fail "no house in the figures"

# Its first process in there, by which everything is looked at from inside its mounts.
inner=$(pgrep -P $hive | head -n 1)
inside() { nsenter --target "$inner" --mount --pid --ipc --uts "$(command -v chroot)" --userspec=1654:1654 "$root" "$@"; }
ask() { inside "$program" "$@"; }
export TAPOHIVE_DATA=/home/app HOME=/home/app DOTNET_EnableDiagnostics=0
ask runs --output json | grep -q '"runs"' || fail "the health check is not answered"
echo "the health check is answered"
[ "$(stat -c %u "/proc/$inner/")" = 1654 ] || fail "it runs as somebody else"
grep -q '^CapEff:[[:space:]]*0*$' "/proc/$inner/status" && grep -q '^NoNewPrivs:[[:space:]]*1$' "/proc/$inner/status" || fail "it has rights"
[ -f "$work/data/journal.db" ] || fail "its journal is not in the volume"
[ "$(stat -c %a "$work/data")" = 700 ] || fail "others can look into its volume"
echo "user 1654 without a right; the volume is private and holds: $(ls "$work/data" | tr '\n' ' ')"
if findmnt -no OPTIONS --task "$inner" "$root" | tail -n 1 | grep -qv '\bro\b'; then fail "its root can be written"; fi

begun=$SECONDS
kill -TERM "$inner"
wait $hive && code=0 || code=$?
[ $code -eq 0 ] || fail "it ended with $code"
[ $((SECONDS - begun)) -le 30 ] || fail "it took $((SECONDS - begun)) s to end"
grep -qi 'a password' "$work/log" && fail "its log tells a secret"
echo "stopped after $((SECONDS - begun)) s, code 0"
