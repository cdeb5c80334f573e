#!/usr/bin/env bash
# Publishes the program, self-contained and compiled ahead of time: config/publish.sh [x64|arm64] [FOLDER]. It needs no .NET where it runs.
set -euo pipefail
cd "$(dirname "$0")/.."
arch=${1:-x64} folder=${2:-artifacts/publish/linux-${1:-x64}}
case $arch in x64 | arm64) ;; *) echo "There is no '$arch'; say x64 or arm64." >&2; exit 2 ;; esac
rm -f "$folder"/*.r2r.dll
dotnet publish src/TapoHive.Cli -c Release -r "linux-$arch" --self-contained -p:PublishReadyToRun=true -p:DebugType=none -p:GenerateDocumentationFile=false \
    --nologo -v quiet -o "$folder"

# What every command runs through is compiled once more as one image, across the bounds of its assemblies: a command then takes two thirds of the time. The SDK
# would put all into it, and never comes to an end on some.
property() { dotnet msbuild src/TapoHive.Cli -getProperty:"$1"; }
crossgen=$(property NuGetPackageRoot)/microsoft.netcore.app.crossgen2.$(property NETCoreSdkPortableRuntimeIdentifier)/$(property BundledNETCoreAppPackageVersion)/tools/crossgen2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/together"
for assembly in "$folder"/*.dll; do
    case $(basename "$assembly") in
    System.Reactive* | System.Linq.Async* | System.Drawing.* | System.Windows.* | Microsoft.VisualBasic* | Microsoft.Win32.SystemEvents*) ;;
    System.* | Microsoft.* | Akka* | NodaTime* | TapoHive.* | tapohive.dll) echo "$assembly" ;;
    esac
done >"$work/together.rsp"
"$crossgen" @"$work/together.rsp" -r:"$folder/*.dll" --targetos:linux --targetarch:"$arch" -O --composite --inputbubble "--out:$work/together/tapohive.r2r.dll" >"$work/log" ||
    { tail -n 20 "$work/log" >&2; exit 1; }
cp "$work/together/"*.dll "$folder"
