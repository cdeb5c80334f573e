#!/usr/bin/env bash
# Builds the Debian package: config/package.sh [amd64|arm64] [VERSION]. Needs the .NET SDK and dpkg-deb. Prints the path of the package.
set -euo pipefail
cd "$(dirname "$0")/.."
arch=${1:-amd64}
version=${2:-$(sed -nE 's|.*<Version>([^<]+)</Version>.*|\1|p' Directory.Build.props)}
case $arch in
amd64) published=x64 ;;
arm64) published=arm64 ;;
*) echo "There is no '$arch'; say amd64 or arm64." >&2; exit 2 ;;
esac

program=artifacts/publish/linux-$published
# TAPOHIVE_PUBLISHED names a folder that config/publish.sh filled before.
if [ -n "${TAPOHIVE_PUBLISHED:-}" ]; then
    program=$TAPOHIVE_PUBLISHED
else
    config/publish.sh "$published" "$program" >&2
fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 0755 "$root"
install -d "$root"/{DEBIAN,usr/bin,usr/lib/tapohive,usr/lib/systemd/system,usr/share/doc/tapohive/houses,etc/tapohive}
cp -r "$program"/. "$root/usr/lib/tapohive/"
find "$root/usr/lib/tapohive" -name '*.pdb' -delete -o -name '*.xml' -delete
find "$root/usr/lib/tapohive" -type f -exec chmod 0644 {} +
chmod 0755 "$root/usr/lib/tapohive/tapohive"
[ ! -f "$root/usr/lib/tapohive/createdump" ] || rm "$root/usr/lib/tapohive/createdump"
ln -s ../lib/tapohive/tapohive "$root/usr/bin/tapohive"
install -m 0644 config/tapohive.service "$root/usr/lib/systemd/system/tapohive.service"
install -m 0644 config/debian/tapohive.conf "$root/etc/tapohive/tapohive.conf"
install -m 0644 README.md hocon/tapohive.conf "$root/usr/share/doc/tapohive/"
install -m 0644 hocon/houses/* "$root/usr/share/doc/tapohive/houses/"
install -m 0644 LICENSE "$root/usr/share/doc/tapohive/copyright"
install -D -m 0644 config/debian/lintian-overrides "$root/usr/share/lintian/overrides/tapohive"
# What changed is in the history of the sources; Debian wants to know the version, who says so, and when.
gzip -9n >"$root/usr/share/doc/tapohive/changelog.gz" <<END
tapohive ($version) unstable; urgency=medium

  * Version $version.

 -- TapoHive contributors <tapohive@example.net>  $(date --utc --rfc-email ${SOURCE_DATE_EPOCH:+--date="@$SOURCE_DATE_EPOCH"})
END
chmod 0644 "$root/usr/share/doc/tapohive/changelog.gz"

# Completions are what the program itself says of its words; one for another processor cannot be asked here.
complete() {
    local shell=$1 file=$2
    install -d "$(dirname "$root/$file")"
    if ! "$root/usr/bin/tapohive" completion "$shell" >"$root/$file" 2>/dev/null || [ ! -s "$root/$file" ]; then
        rm -f "$root/$file"
        rmdir --ignore-fail-on-non-empty -p "$(dirname "$root/$file")"
    fi
}
if [ "$arch" = "$(dpkg --print-architecture)" ]; then
    complete bash usr/share/bash-completion/completions/tapohive
    complete zsh usr/share/zsh/vendor-completions/_tapohive
    complete fish usr/share/fish/vendor_completions.d/tapohive.fish
fi

size=$(du -sk --exclude=DEBIAN "$root" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$size/" config/debian/control.in >"$root/DEBIAN/control"
install -m 0644 config/debian/conffiles "$root/DEBIAN/conffiles"
install -m 0755 config/debian/{postinst,prerm,postrm} "$root/DEBIAN/"

mkdir -p artifacts
package=artifacts/tapohive_${version}_$arch.deb
dpkg-deb --root-owner-group --build "$root" "$package" >&2
echo "$package"
