#!/usr/bin/env bash
# Builds the image with the .NET SDK alone, without an engine: config/container/publish.sh [x64|arm64] [ARCHIVE]. Whoever has an engine loads the
# archive: podman load -i artifacts/container/tapohive.tar. The base is fetched from its registry (BASE names another).
set -euo pipefail
cd "$(dirname "$0")/../.."
arch=${1:-x64} archive=$(realpath -m "${2:-artifacts/container/tapohive.tar}")
case $arch in x64 | arm64) ;; *) echo "There is no '$arch'; say x64 or arm64." >&2; exit 2 ;; esac
mkdir -p "$(dirname "$archive")"
dotnet publish src/TapoHive.Cli -c Release -r "linux-$arch" --self-contained -t:PublishContainer -p:PublishReadyToRun=true -p:DebugType=none \
    -p:GenerateDocumentationFile=false -p:ContainerArchiveOutputPath="$archive" ${BASE:+-p:ContainerBaseImage="$BASE"} --nologo -v quiet
echo "$archive"
