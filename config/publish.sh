#!/usr/bin/env bash
# Publishes the program, self-contained and compiled ahead of time: config/publish.sh [x64|arm64] [FOLDER]. It needs no .NET where it runs.
set -euo pipefail
cd "$(dirname "$0")/.."
arch=${1:-x64} folder=${2:-artifacts/publish/linux-${1:-x64}}
case $arch in x64 | arm64) ;; *) echo "There is no '$arch'; say x64 or arm64." >&2; exit 2 ;; esac
dotnet publish src/TapoHive.Cli -c Release -r "linux-$arch" --self-contained -p:PublishReadyToRun=true -p:DebugType=none -p:GenerateDocumentationFile=false \
    --nologo -v quiet -o "$folder"
