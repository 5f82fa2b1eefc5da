#!/usr/bin/env bash
# Installs the Debian package in a root of its own, puts the portal under load, and upgrades the package ten times (or as many as the first argument
# says). Prints how many connections were refused, reset or answered wrongly; the exit code is 0 if none were.
#   scripts/package-upgrades.sh [TIMES] [CONNECTIONS_A_SECOND] [PUBLISH_FOLDER]
# Needs root, dpkg, python3 and sqlite3. The root is this machine's own with a layer over it that is thrown away, and has a network of its own.
# Only systemd is played: "reload" runs the verb that the unit runs.
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
    unshare --mount --pid --net --fork --kill-child "$0" inside "$work" "$times" "$rate"
    exit
fi

work=$2 times=$3 rate=$4
mount --make-rprivate /
mkdir "$work/layer"
mount -t tmpfs tmpfs "$work/layer"
mkdir "$work/layer/upper" "$work/layer/work" "$work/layer/root"
root=$work/layer/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/layer/upper,workdir=$work/layer/work" "$root"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/run/systemd/system"
cp "$work"/packages/*.deb "$root/run/"
ip link set lo up

cat >"$root/usr/local/bin/systemctl" <<'END'
#!/bin/sh
case $1 in
is-active) exec privatelink healthcheck >/dev/null 2>&1 ;;
reload) exec privatelink upgrade ;;
esac
END
chmod 0755 "$root/usr/local/bin/systemctl"

cat >"$root/run/appsettings.json" <<'END'
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
cat >"$root/run/load.py" <<'END'
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

cat >"$root/run/trial.sh" <<'END'
set -euo pipefail
times=$1 rate=$2
export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ASPNETCORE_ENVIRONMENT=Production
serve() { # settings: what the unit's ExecStart does
    (cd /etc/privatelink && exec setpriv --reuid=privatelink --regid=privatelink --init-groups --inh-caps=+net_bind_service --ambient-caps=+net_bind_service \
        /usr/lib/privatelink/current/PrivateLink.Portal "$@") >>/run/portal.log 2>&1 &
    portal=$!
    for _ in $(seq 300); do
        if privatelink healthcheck --path /readyz/proxy >/dev/null 2>&1; then return; fi
        sleep 0.2
    done
    tail -n 20 /run/portal.log
    exit 1
}

dpkg -i /run/privatelink_0.9.0_amd64.deb
cp /run/appsettings.json /etc/privatelink/appsettings.json
serve --Demonstration:Enabled=true --Demonstration:ConnectionsPerSecond=0 # makes a host to connect to
kill "$portal"
wait "$portal" || true

serve
python3 /run/load.py "$rate" &
load=$!
sleep 14
for number in $(seq "$times"); do
    package=/run/privatelink_0.9.$((number % 2))_amd64.deb
    dpkg -i "$package" 2>&1 | grep -E 'took over|goes on' || { echo "Upgrade $number did not hand over."; tail -n 20 /run/portal.log; exit 1; }
done
sleep 2
kill -TERM "$load"
outcome=0
wait "$load" || outcome=$?
privatelink now | head -n 30
echo "Versions that are kept: $(ls /usr/lib/privatelink/versions)"
sleep 12 # sums and rows reach the database
echo "Records: $(sqlite3 /var/lib/privatelink/portal.db 'select count(*) from ConnectionRecords')"
exit "$outcome"
END
chroot "$root" bash /run/trial.sh "$times" "$rate"
