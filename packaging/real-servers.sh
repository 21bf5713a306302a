#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Unpacks Debian's Prometheus and Alertmanager for the tests. Installs nothing and starts nothing, so that no
# daemon stays on anyone's machine. Needs no root. Does nothing when they are there already.
# Usage: real-servers.sh [OUTDIR]        default: build/real
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=${1:-build/real}
mkdir -p "$out"
out=$(cd "$out" && pwd)

die() { printf 'real-servers.sh: %s\n' "$*" >&2; exit 1; }

programs=(prometheus promtool prometheus-alertmanager)
complete() {
    local program
    for program in "${programs[@]}"; do
        "$out/usr/bin/$program" --version >/dev/null 2>&1 || return 1
    done
    [ -f "$out/usr/share/prometheus/alertmanager/default.tmpl" ]
}
complete && exit 0

for tool in apt-get apt-cache dpkg dpkg-deb; do
    command -v "$tool" >/dev/null || die "there is no $tool: this works on Debian and its kin only"
done

echo "Unpacking Debian's prometheus and prometheus-alertmanager into $out"
work=$(mktemp -d "$out/unpack.XXXXXX")
trap 'rm -rf "$work"' EXIT

# As root, apt hands downloads to a user who may not write here: it is told to stay who it is.
apt=(-q -o APT::Sandbox::User="$(id -un)")
has_candidate() {
    local version
    version=$(apt-cache "${apt[@]}" policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    [ -n "$version" ] && [ "$version" != "(none)" ]
}
if ! has_candidate prometheus || ! has_candidate prometheus-alertmanager; then
    # No lists yet (a bare container): fetch them into our own folder, which takes no rights.
    echo "The package lists are missing: fetching them into $out/apt"
    mkdir -p "$out/apt/lists/partial" "$out/apt/cache/archives/partial"
    apt+=(-o Dir::State::Lists="$out/apt/lists" -o Dir::Cache="$out/apt/cache")
    apt-get "${apt[@]}" update || die "apt-get update failed: is there a network, and are the sources right?"
fi
for package in prometheus prometheus-alertmanager; do
    has_candidate "$package" || die "apt knows no package $package: look at /etc/apt/sources.list*"
    (cd "$work" && apt-get "${apt[@]}" download "$package") || die "cannot download $package"
done

found=0
for deb in "$work"/*.deb; do
    [ -f "$deb" ] || break
    dpkg -x "$deb" "$out" || die "cannot unpack $(basename "$deb")"
    found=$((found + 1))
done
[ "$found" = 2 ] || die "two packages were due, $found came"
rm -rf "$out/apt"
complete || die "what was unpacked into $out does not run: try $out/usr/bin/prometheus --version"
echo "Unpacked: $("$out/usr/bin/prometheus" --version 2>&1 | head -n 1)"
