#!/usr/bin/env bash
# Everything about the Debian package, from the sources on: publishes the program, packs it as two versions, looks for what Debian's own checker
# calls errors, and has the first installed, used, upgraded to the second, removed and purged in a clean root:
#
#   sudo tests/package/whole.sh [ROOT.tar]
#
# Needs root, the .NET SDK, dpkg-deb, python3, systemd-analyze, and mmdebstrap where no ROOT.tar is given; lintian is used where it is there.
# TAPOHIVE_PUBLISHED names a folder that config/publish.sh filled before.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
cd "$here/../.."
if [ -z "${TAPOHIVE_PUBLISHED:-}" ]; then
    export TAPOHIVE_PUBLISHED=$PWD/artifacts/publish/linux-x64
    config/publish.sh x64 "$TAPOHIVE_PUBLISHED"
fi

# What is thrown away need not be small.
export DPKG_DEB_COMPRESSOR_TYPE=gzip DPKG_DEB_COMPRESSOR_LEVEL=1
older=$(config/package.sh amd64 0.0.1)
newer=$(config/package.sh amd64 0.0.2)
trap 'rm -f "$older" "$newer"' EXIT
if command -v lintian >/dev/null; then
    echo "== lintian"
    lintian --fail-on error --tag-display-limit 0 --allow-root "$newer"
fi

"$here/install.sh" "$older" "$newer" "$@"
