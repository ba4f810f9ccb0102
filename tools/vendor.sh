#!/bin/sh
# Fetches again what the pages take from others into web/static/vendor, with licences and checksums. Needs npm; run it
# by hand after changing a version below, and look at every page afterwards.
set -eu

cd "$(dirname "$0")/.."
vendor=web/static/vendor
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# take NAME PACKAGE VERSION FILE...: these files of the package, laid flat into NAME-VERSION.
take() {
    name=$1 package=$2 version=$3
    shift 3
    echo "$name $version"
    packed=$(cd "$scratch" && npm pack --silent "$package@$version")
    mkdir -p "$scratch/$name" "$scratch/vendor/$name-$version"
    tar -xzf "$scratch/$packed" -C "$scratch/$name" --strip-components=1
    for file in "$@"; do
        cp "$scratch/$name/$file" "$scratch/vendor/$name-$version/"
        chmod 644 "$scratch/vendor/$name-$version/$(basename "$file")"
    done
}

take bootstrap bootstrap 5.3.9 LICENSE dist/css/bootstrap.min.css dist/js/bootstrap.bundle.min.js
take htmx htmx.org 2.0.11 LICENSE dist/htmx.min.js
take echarts echarts 6.1.0 LICENSE NOTICE licenses/LICENSE-d3 dist/echarts.min.js

(cd "$scratch/vendor" && find . -type f | sed 's|^\./||' | LC_ALL=C sort | xargs sha256sum >../checksums.txt)
rm -rf "$vendor"
mv "$scratch/vendor" "$vendor"
mv "$scratch/checksums.txt" "$vendor/checksums.txt"
echo "$vendor is up to date; git diff shows what changed"
