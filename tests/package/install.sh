#!/usr/bin/env bash
# Installs the Debian package into a clean root, starts the hive as its unit would, uses it as root, as a member of the group and as a
# stranger, upgrades, removes and purges it:
#
#   tests/package/install.sh PACKAGE NEWER_PACKAGE [ROOT.tar]
#
# Needs root, python3, and mmdebstrap where no ROOT.tar is given. Nothing outside a temporary folder is touched.
set -euo pipefail
package=$(realpath "$1") newer=$(realpath "$2") archive=${3:-}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
root=$work/root
passed=0 failed=0 hive= notify= restored=

clean() {
    [ -z "$hive" ] || kill "$hive" 2>/dev/null || true
    [ -z "$notify" ] || kill "$notify" 2>/dev/null || true
    [ -z "$restored" ] || kill "$restored" 2>/dev/null || true
    wait 2>/dev/null || true
    umount "$root/proc" "$root/dev" 2>/dev/null || true
    mountpoint -q "$root/proc" || mountpoint -q "$root/dev" || rm -rf "$work"
}
trap clean EXIT

check() {
    local what=$1
    shift
    if "$@" >"$work/check.log" 2>&1; then
        passed=$((passed + 1))
        echo "ok      $what"
    else
        failed=$((failed + 1))
        echo "FAILED  $what"
        sed 's/^/        /' "$work/check.log"
    fi
}

# Each word of it becomes the next one: a signal to what was started so reaches it.
enter=(chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive)

inside() { "${enter[@]}" "$@"; }

# As a user who has just logged in, with the groups that they are in.
as() {
    local user=$1
    shift
    inside setpriv --reuid "$user" --regid "$user" --init-groups env HOME="/home/$user" "$@"
}

gives() {
    local wanted=$1 code=0
    shift
    "$@" || code=$?
    [ "$code" -eq "$wanted" ] || { echo "exit code $code instead of $wanted"; return 1; }
}

says() {
    local words=$1
    shift
    "$@" >"$work/said.log" 2>&1 || true
    grep -q -- "$words" "$work/said.log" || { cat "$work/said.log"; return 1; }
}

until_log() {
    local waited=0
    until grep -q -- "$1" "$2"; do
        [ $((waited += 1)) -le 600 ] || { echo "'$1' did not come"; cat "$2" "$work/hive.log"; return 1; }
        sleep 0.1
    done
}

mode() { [ "$(stat -c %a "$root$1")" = "$2" ] || { stat -c %a "$root$1"; return 1; }; }

# The unit's own command line, as its own user, with a notification socket and a watchdog of two seconds.
start() {
    : >"$work/notify.log"
    python3 "$here/notify.py" "$root/run/notify" >"$work/notify.log" &
    notify=$!
    local command
    command=$(sed -nE 's/^ExecStart=//p' "$root/usr/lib/systemd/system/tapohive.service")
    # shellcheck disable=SC2086
    "${enter[@]}" setpriv --reuid tapohive --regid tapohive --clear-groups env HOME=/nonexistent NOTIFY_SOCKET=/run/notify WATCHDOG_USEC=2000000 \
        sh -c 'umask 0077; exec "$@"' sh $command >"$work/hive.log" 2>&1 &
    hive=$!
}

stop() {
    local code=0
    kill -TERM "$hive" || true
    wait "$hive" || code=$?
    hive=
    kill "$notify"
    wait "$notify" 2>/dev/null || true
    notify=
    return "$code"
}

mkdir "$root"
if [ -z "$archive" ]; then
    archive=$work/root.tar
    mmdebstrap --quiet --variant=minbase --include=adduser,init-system-helpers,libssl3,libstdc++6,zlib1g bookworm "$archive"
fi
tar -C "$root" -xf "$archive"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$package" "$root/tapohive.deb"
cp "$newer" "$root/newer.deb"

echo "== install"
check "it installs into a clean root" inside dpkg -i /tapohive.deb
check "there is a user and a group tapohive" inside getent passwd tapohive
check "nobody logs in as tapohive" grep -q '^tapohive:.*nologin' "$root/etc/passwd"
check "the data folder is the service's alone, to be passed through by the group" mode /var/lib/tapohive 710
check "the unit is there" test -f "$root/usr/lib/systemd/system/tapohive.service"
# The program itself is elsewhere as seen from here.
sed 's|/usr/bin/tapohive|/bin/true|' "$root/usr/lib/systemd/system/tapohive.service" >"$work/tapohive.service"
check "the unit is sound" systemd-analyze verify --man=no "$work/tapohive.service"
check "the place of the password is root's alone" mode /etc/tapohive/tapo 600
check "the program answers" inside tapohive --help
check "where no hive runs it says so and how to start one, with 3" gives 3 inside tapohive status
inside useradd --create-home anna
inside usermod --append --groups tapohive anna
inside useradd --create-home bert

echo "== run"
start
check "it tells systemd that it is ready" until_log READY=1 "$work/notify.log"
check "it tells the watchdog that it is alive" until_log WATCHDOG=1 "$work/notify.log"
cat >"$root/root/house.conf" <<'END'
house {
  name = cottage
  time-zone = "Europe/London"
  accounts.default { username = "me@example.com", password { credential = tapo } }
  discovery.targets = [ "127.0.0.1" ]
  plugs.lamp { mac = "00-00-5E-00-53-01", host = "127.0.0.1" }
}
END
check "root gives it a house" inside tapohive house apply /root/house.conf
check "root sees it" says lamp inside tapohive status
check "a member of the group sees it" says lamp as anna tapohive status
check "a member of the group may command it" gives 0 as anna tapohive operator list
check "a member of the group reads neither journal nor authority" gives 1 as anna cat /var/lib/tapohive/journal.db
check "nor the operators' authority" gives 1 as anna cat /var/lib/tapohive/operators/authority.key
check "a stranger does not get in, with 4" gives 4 as bert tapohive status
check "a stranger is told why" says "member of the group 'tapohive'" as bert tapohive status
check "a stranger reads no key" gives 1 as bert cat /var/lib/tapohive/operators/local.operator
check "a stranger may run a hive of their own" says "no gate in\|not theirs" as bert tapohive status --data /home/bert/hive
echo 'log.level = debug, plugs.poll-every = 30s, history.keep = 30d' >>"$root/etc/tapohive/tapohive.conf"
kill -HUP "$hive" || true
check "SIGHUP changes what can be changed" until_log "log.level is debug from now on" "$work/hive.log"
check "also the times that plugs live by" until_log "plugs.poll-every is 30s from now on" "$work/hive.log"
check "and says what has to wait" until_log "history.keep is to be 30d" "$work/hive.log"
check "a backup is made while it runs" inside tapohive backup /root/hive.tapohive --data /var/lib/tapohive
check "the backup is private" mode /root/hive.tapohive 600

echo "== upgrade"
check "the newer package installs over it, and keeps a changed setting" inside dpkg -i --force-confold /newer.deb
check "the setting is kept" grep -q 'log.level = debug' "$root/etc/tapohive/tapohive.conf"
check "the hive stops in peace" stop
check "it said that it stops" grep -q STOPPING=1 "$work/notify.log"
start
check "the newer one starts on the old journal" until_log READY=1 "$work/notify.log"
check "the house is there" says lamp as anna tapohive status
check "and stops in peace" stop

echo "== restore"
check "the backup goes into a new folder" inside tapohive restore /root/hive.tapohive --data /root/elsewhere
check "and not over a journal" gives 1 inside tapohive restore /root/hive.tapohive --data /root/elsewhere

"${enter[@]}" tapohive up --data /root/elsewhere >"$work/restored.log" 2>&1 &
restored=$!
check "a hive runs on what was restored" until_log "Stop: Ctrl-C" "$work/restored.log"
check "and has the house" says lamp inside tapohive status --data /root/elsewhere
kill -TERM "$restored"
wait "$restored" || true
restored=

echo "== remove"
check "it is removed" inside dpkg -r tapohive
check "the program is gone" test ! -e "$root/usr/bin/tapohive"
check "journal and settings stay" test -f "$root/var/lib/tapohive/journal.db" -a -f "$root/etc/tapohive/tapohive.conf"
check "it is purged" inside dpkg -P tapohive
check "journal and settings are gone" test ! -e "$root/var/lib/tapohive" -a ! -e "$root/etc/tapohive/tapohive.conf"

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
