#!/usr/bin/env bash
# Boots systemd in a root of its own, installs the Debian package there, puts the portal under load, and upgrades the package ten times (or as many as
# the first argument says). Then lets the process hang and dies, and sees that systemd starts another one.
# Prints how many connections were refused, reset or answered wrongly; the exit code is 0 if none were.
#   scripts/package-upgrades.sh [TIMES] [CONNECTIONS_A_SECOND] [PUBLISH_FOLDER]
# Needs root, dpkg, python3, sqlite3, systemd and systemd-nspawn (package systemd-container).
# The root is this machine's own with a layer over it that is thrown away, and has a network of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" != inside ]; then
    times=${1:-10} rate=${2:-100} folder=${3:-}
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    if [ -z "$folder" ]; then
        dotnet publish PrivateLink.Portal -p:PublishProfile=linux-x64 -v quiet
        folder=artifacts/publish/linux-x64
    fi
    for version in 0.9.0 0.9.1; do VERSION=$version OUTPUT=$work/packages COMPRESSION=none scripts/package.sh linux-x64 "$folder" >/dev/null; done
    unshare --mount --pid --mount-proc --net --fork --kill-child "$0" inside "$work" "$times" "$rate"
    exit
fi

work=$2 times=$3 rate=$4
mount --make-rprivate /
mkdir "$work/layer"
mount -t tmpfs tmpfs "$work/layer"
mkdir "$work/layer/upper" "$work/layer/work" "$work/layer/root"
root=$work/layer/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/layer/upper,workdir=$work/layer/work" "$root"
mkdir "$root/trial"
cp "$work"/packages/*.deb "$root/trial/"
: >"$root/etc/machine-id"

cat >"$root/trial/appsettings.json" <<'END'
{
  "Portal": { "Url": "http://127.0.0.1:7400" },
  "Database": { "Path": "/var/lib/privatelink/portal.db" },
  "Policy": { "Folder": "/var/lib/privatelink/policy" },
  "Records": { "Folder": "/var/lib/privatelink/records" },
  "Engine": {
    "Timeouts": { "LameDuck": "00:00:00", "Drain": "01:00:00" },
    "Listeners": { "aws": { "Bind": "127.0.0.1:443", "Provider": "Aws", "Service": "saas-aws-us-east-1", "TrustedSources": [ "127.0.0.0/8" ] } }
  }
}
END

# The service behind the demonstration's host: answers "ok" to the hello and then whatever it gets.
# The clients: so many short connections a second, and ten that stay open and are used.
cat >"$root/trial/load.py" <<'END'
import asyncio, collections, signal, socket, ssl, struct, sys

link = b"vpce-0a1b2c3d4e5f60718"
tlv = b"\xea" + struct.pack(">H", 1 + len(link)) + b"\x01" + link
addresses = socket.inet_aton("10.0.20.7") + socket.inet_aton("10.0.10.63") + struct.pack(">HH", 40000, 443)
header = b"\r\n\r\n\0\r\nQUIT\n\x21\x11" + struct.pack(">H", len(addresses + tlv)) + addresses + tlv
hello = ssl.MemoryBIO()
tls = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), hello, server_hostname="megacorp.my-saas.io")
try:
    tls.do_handshake()
except ssl.SSLWantReadError:
    pass
first = header + hello.read()
outcomes = collections.Counter()

async def serve(reader, writer):
    try:
        await reader.read(65536)
        writer.write(b"ok")
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()
    except OSError:
        pass

async def connect():
    reader, writer = await asyncio.open_connection("127.0.0.1", 443)
    writer.write(first)
    return reader, writer, await asyncio.wait_for(reader.read(2), 20)

async def once():
    try:
        _, writer, answer = await connect()
        writer.close()
        outcomes["answered" if answer == b"ok" else "wrong"] += 1
    except ConnectionRefusedError:
        outcomes["refused"] += 1
    except Exception as exception:
        outcomes["reset" if isinstance(exception, OSError) else "silent"] += 1

async def stay(done):
    try:
        reader, writer, _ = await connect()
        while not done.is_set():
            writer.write(b"x")
            if await asyncio.wait_for(reader.read(1), 20) != b"x":
                raise OSError
            await asyncio.sleep(0.5)
        outcomes["stayed open"] += 1
    except Exception:
        outcomes["cut off"] += 1

async def main():
    done = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, done.set)
    await asyncio.start_server(serve, "127.0.0.1", 7450, backlog=4096)
    await asyncio.sleep(12)  # until the engine's checks have found the service
    staying = [asyncio.create_task(stay(done)) for _ in range(10)]
    running = set()
    while not done.is_set():
        task = asyncio.create_task(once())
        running.add(task)
        task.add_done_callback(running.discard)
        await asyncio.sleep(1 / float(sys.argv[1]))
    await asyncio.gather(*running, *staying)
    print(", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items())))
    sys.exit(0 if set(outcomes) <= {"answered", "stayed open"} else 1)

asyncio.run(main())
END

cat >"$root/trial/trial.sh" <<'END'
set -euo pipefail
times=$1 rate=$2
export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
main_process() { systemctl show --property MainPID --value privatelink; }
say() { printf '\n== %s\n' "$*"; }

# Waits until systemd runs another main process than the one given.
another_than() { # process
    for _ in $(seq 100); do
        if [ "$(main_process)" != "$1" ] && systemctl is-active --quiet privatelink; then return; fi
        sleep 0.2
    done
    systemctl status --no-pager privatelink
    exit 1
}

say "Installation"
dpkg -i /trial/privatelink_0.9.0_amd64.deb
cp /trial/appsettings.json /etc/privatelink/appsettings.json
privatelink config check >/dev/null
mkdir /run/systemd/system/privatelink.service.d
printf '[Service]\nEnvironment=Demonstration__Enabled=true Demonstration__ConnectionsPerSecond=0\n' >/run/systemd/system/privatelink.service.d/demonstration.conf
systemctl daemon-reload
systemctl enable --quiet --now privatelink # makes a host to connect to
rm -r /run/systemd/system/privatelink.service.d
systemctl daemon-reload
systemctl restart privatelink
systemctl status --no-pager --lines=0 privatelink

say "$times upgrades with $rate connections a second"
python3 /trial/load.py "$rate" &
load=$!
sleep 14
for number in $(seq "$times"); do
    before=$(main_process)
    dpkg -i /trial/privatelink_0.9.$((number % 2))_amd64.deb >/trial/dpkg.log 2>&1
    if [ "$(main_process)" = "$before" ]; then
        echo "Upgrade $number did not hand over."
        cat /trial/dpkg.log
        exit 1
    fi
done
sleep 2
kill -TERM "$load"
outcome=0
wait "$load" || outcome=$?
systemctl show --property ActiveState,NRestarts,StatusText privatelink
privatelink now | head -n 10
echo "Versions that are kept: $(ls /usr/lib/privatelink/versions)"
sleep 12 # sums and rows reach the database
echo "Records: $(sqlite3 /var/lib/privatelink/portal.db 'select count(*) from ConnectionRecords')"

say "A process that is killed, and one that hangs"
mkdir /run/systemd/system/privatelink.service.d
printf '[Service]\nWatchdogSec=4\nRestartSec=1\n' >/run/systemd/system/privatelink.service.d/watchdog.conf
systemctl daemon-reload
systemctl restart privatelink
for signal in KILL STOP; do
    process=$(main_process)
    kill -"$signal" "$process"
    another_than "$process"
    echo "After SIG$signal: $(systemctl show --property ActiveState,NRestarts privatelink | tr '\n' ' ')"
done

say "Stop and removal"
systemctl stop privatelink
echo "After the stop: $(systemctl show --property Result,ActiveState privatelink | tr '\n' ' ')"
dpkg --remove privatelink >/dev/null
ls /var/lib/privatelink
exit "$outcome"
END

systemd-nspawn --quiet --directory="$root" --register=no --keep-unit --private-network --console=pipe --boot systemd.unit=multi-user.target </dev/null &
container=$!
trap 'kill "$container" 2>/dev/null' EXIT
for _ in $(seq 100); do # waits for the first process of the container, which is systemd
    first=$(pgrep -P "$container" || true)
    [ -n "$first" ] && nsenter -t "$first" --all systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded' && break
    sleep 0.2
done
outcome=0
nsenter -t "$first" --all bash /trial/trial.sh "$times" "$rate" || outcome=$?
exit "$outcome"
