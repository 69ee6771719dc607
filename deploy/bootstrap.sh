#!/usr/bin/env bash
# Gets a working virtual environment on any machine, from nothing: `deploy/bootstrap.sh [run|test|bench]`.
#
# uv if it is there; else Python's own venv and pip; else, as root on Debian, those are installed first; else the one
# line to type is printed. Everything is installed from the hashed lock and nothing else. A copy of the lock beside the
# environment says what is in it, so that a second call has nothing to do and returns at once.
#
# HOTLINE_VENV    where the environment is (default .venv)
# HOTLINE_PYTHON  which Python to make it with (default: the first that is 3.11 or later)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=${HOTLINE_VENV:-.venv}
wanted=${1:-run}
case $wanted in
    run) lock=requirements.lock ;;
    test) lock=requirements-test.lock ;; # holds the run lock too
    bench) lock=requirements-bench.lock ;; # holds both
    *) echo "usage: deploy/bootstrap.sh [run|test|bench]" >&2 && exit 2 ;;
esac
python=$venv/bin/python
is_recent='import sys; sys.exit(sys.version_info < (3, 11))'

# What is installed: the stamps are copies of the locks. What is there for tests serves to run as well.
installed() { cmp -s "$lock" "$venv/.installed-$wanted.lock"; }

works() { [ -x "$python" ] && "$python" -c "$is_recent" 2>/dev/null; }

recent_python() {
    local candidate
    for candidate in ${HOTLINE_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c "$is_recent" 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# An environment whose Python is gone is made anew; a folder that never was an environment is not ours to clear.
may_be_made() {
    [ ! -e "$venv" ] || [ -e "$venv/pyvenv.cfg" ] || [ -z "$(ls -A "$venv")" ]
}

make_with_uv() {
    command -v uv >/dev/null && uv venv --quiet --clear --python "${HOTLINE_PYTHON:->=3.11}" "$venv"
}

make_with_python() {
    local found
    found=$(recent_python) && "$found" -m venv --clear "$venv" >/dev/null 2>&1 && "$python" -m pip --version >/dev/null
}

install_python() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "bootstrap: installing python3 and python3-venv" >&2
    apt-get update -qq >&2 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv ca-certificates >&2
}

give_up() {
    rm -rf "$venv" # what a failed attempt left; may_be_made saw that nothing else was there
    echo "bootstrap: no Python 3.11 or later that can make virtual environments. On Debian or Ubuntu type:" >&2
    echo "    sudo apt-get install -y python3 python3-venv" >&2
    echo "or install uv, then try again." >&2
    exit 1
}

make_environment() {
    if ! may_be_made; then
        echo "bootstrap: $venv is there but is not a virtual environment; move it away or set HOTLINE_VENV" >&2
        exit 1
    fi
    make_with_uv || make_with_python || { install_python && make_with_python; } || give_up
}

install_packages() {
    if command -v uv >/dev/null; then
        uv pip install --quiet --python "$python" --require-hashes -r "$lock"
    else
        "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip >/dev/null # uv makes them without pip
        "$python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
    fi
}

if installed && works; then exit 0; fi
works || make_environment
echo "bootstrap: installing $lock into $venv" >&2
install_packages
cp "$lock" "$venv/.installed-$wanted.lock"
if [ "$wanted" != run ]; then cp requirements.lock "$venv/.installed-run.lock"; fi
if [ "$wanted" = bench ]; then cp requirements-test.lock "$venv/.installed-test.lock"; fi
