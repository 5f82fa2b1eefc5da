#!/usr/bin/env bash
# Builds the Debian package: scripts/package.sh [linux-x64|linux-arm64] [PUBLISH_FOLDER]
# Without a folder it publishes first. The same sources and SOURCE_DATE_EPOCH (by default the time of the commit) give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
runtime=${1:-linux-x64} folder=${2:-} output=${OUTPUT:-artifacts} compression=${COMPRESSION:-xz}
case $runtime in
linux-x64) architecture=amd64 ;;
linux-arm64) architecture=arm64 ;;
*) echo "'$runtime' is not linux-x64 or linux-arm64." >&2; exit 2 ;;
esac
if [ -z "$folder" ]; then
    dotnet publish PrivateLink.Portal -p:PublishProfile="$runtime" -p:ContinuousIntegrationBuild=true -v quiet
    folder=artifacts/publish/$runtime
fi
[ -x "$folder/PrivateLink.Portal" ] || { echo "$folder has no program PrivateLink.Portal." >&2; exit 2; }

version=${VERSION:-$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
umask 0022

put() { install -D -m "$1" "$2" "$stage/$3"; } # mode, source, target

mkdir -p "$stage/usr/lib/privatelink" "$stage/DEBIAN"
cp -r "$folder" "$stage/usr/lib/privatelink/program"
put 0755 packaging/privatelink usr/bin/privatelink
put 0644 packaging/systemd/privatelink.service usr/lib/systemd/system/privatelink.service
put 0644 packaging/systemd/sysusers.conf usr/lib/sysusers.d/privatelink.conf
put 0644 packaging/systemd/tmpfiles.conf usr/lib/tmpfiles.d/privatelink.conf
put 0644 packaging/systemd/privatelink.socket usr/share/doc/privatelink/examples/privatelink.socket
put 0644 LICENSE usr/share/doc/privatelink/copyright
for document in install operations backends clouds performance reasons; do put 0644 "docs/$document.md" "usr/share/doc/privatelink/$document.md"; done
gzip -9n <CHANGELOG.md >"$stage/usr/share/doc/privatelink/changelog.gz"
find "$stage" -type d -exec chmod 0755 {} +
find "$stage/usr" -type f ! -name PrivateLink.Portal ! -path '*/bin/*' -exec chmod 0644 {} +
chmod 0755 "$stage/usr/lib/privatelink/program/PrivateLink.Portal"
put 0640 packaging/etc/appsettings.json etc/privatelink/appsettings.json
put 0640 packaging/etc/environment etc/privatelink/environment
chmod 0750 "$stage/etc/privatelink"

# Names the folder of this version, also if two builds have the same version number.
contents=$(cd "$stage/usr/lib/privatelink/program" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-12)
echo "$version-$contents" >"$stage/usr/lib/privatelink/build"

size=$(du -sk --apparent-size "$stage" | cut -f 1)
sed -e "s/@VERSION@/${version/-/\~}/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" packaging/debian/control >"$stage/DEBIAN/control"
install -m 0644 packaging/debian/conffiles "$stage/DEBIAN/conffiles"
install -m 0755 packaging/debian/postinst packaging/debian/prerm packaging/debian/postrm "$stage/DEBIAN/"
(cd "$stage" && find . -type f ! -path './DEBIAN/*' ! -path './etc/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"
find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +

mkdir -p "$output"
package=$output/privatelink_${version/-/\~}_$architecture.deb
dpkg-deb --root-owner-group --uniform-compression -Z"$compression" --threads-max=1 --build "$stage" "$package" >/dev/null
echo "$package"
