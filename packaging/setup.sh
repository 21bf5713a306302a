#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing of Debian 12's packages, and nothing that starts a daemon.
# Usage: setup.sh build|test|lint        each includes the one before it
set -euo pipefail

build=(ca-certificates cmake g++ ninja-build pkg-config
    # libqt6opengl6-dev: only a recommendation of qt6-charts-dev, but its CMake files ask for it.
    qt6-base-dev qt6-svg-dev qt6-websockets-dev qt6-charts-dev libqt6opengl6-dev qtkeychain-qt6-dev
    libexpected-dev libsimdjson-dev nlohmann-json3-dev
    fonts-inter fonts-jetbrains-mono)
# util-linux: unshare, for the unpacked Alertmanager.
test=(git util-linux)
lint=(clang-format)

case "${1:-build}" in
build) wanted=("${build[@]}") ;;
test) wanted=("${build[@]}" "${test[@]}") ;;
lint) wanted=("${build[@]}" "${test[@]}" "${lint[@]}") ;;
*) echo "setup.sh: what is '$1'? Say build, test or lint." >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian: install these yourself, then go on: ${wanted[*]}" >&2
    exit 1
fi
missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "Missing: ${missing[*]}. Run this as root, or install sudo." >&2; exit 1; }
    root=(sudo)
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get update -q
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
