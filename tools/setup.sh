#!/bin/sh
# Makes the virtual environment that the Makefile runs everything from. Safe to run again at any time.
set -eu

venv=${VENV:-.venv}
python=${PYTHON:-}

refuse() {
    printf '%s\n' "$@" >&2
    exit 1
}

if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    refuse "需要 Python 3.11 或更高版本；本机的 python3 是：$(python3 --version 2>/dev/null || echo 无)。" \
        "Python 3.11 or newer is needed. Install one, or name it: make PYTHON=/path/to/python3.12 setup"
fi

if [ -d "$venv" ] && ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    # Half made, or its interpreter was upgraded away: it holds nothing that is not in requirements/.
    rm -rf "$venv"
fi

if [ ! -d "$venv" ]; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || refuse \
        "本机的 Python 缺少 venv 模块。Debian/Ubuntu 请先执行：sudo apt install python3-venv" \
        "This Python has no venv module. On Debian or Ubuntu: sudo apt install python3-venv"
    echo "Making $venv with $("$python" --version)"
    "$python" -m venv "$venv"
fi

started=$(date +%s)
if "$venv/bin/python" -m pip install --quiet --require-hashes -r requirements/uv.txt 2>/dev/null; then
    echo "Installing requirements/dev.txt with uv"
    "$venv/bin/uv" pip sync --quiet --compile-bytecode --python "$venv/bin/python" requirements/dev.txt
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps -e .
else
    echo "uv cannot be installed here: installing requirements/dev.txt with pip, which takes longer"
    # The lock is complete; left to resolve, pip refuses extras that only a dependency asks for.
    "$venv/bin/python" -m pip install --quiet --require-hashes --no-deps -r requirements/dev.txt
    "$venv/bin/python" -m pip install --quiet --no-deps -e .
fi
echo "Ready in $(($(date +%s) - started)) s"
