#!/usr/bin/env bash
# Gets a working virtual environment on any machine, from nothing: `deploy/bootstrap.sh [run|test|bench]`.
#
# uv if it is there; else Python's own venv and pip; else, as root on Debian, those are installed first; else the one
# line to type is printed. The hashed lock is installed exactly: nothing is resolved again, so a newer release of a
# package changes nothing; then the packages are checked against each other. Every step prints a line with its seconds.
# A copy of the lock in the environment says what is installed, so that a second call returns at once.
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
makes_environments="import ensurepip, venv; $is_recent"

# What is installed: the stamps are copies of the locks. What is there for tests serves to run as well.
installed() { cmp -s "$lock" "$venv/.installed-$wanted.lock"; }

works() { [ -x "$python" ] && "$python" -c "$is_recent" 2>/dev/null; }

# step TEXT COMMAND…: run it, print how long it took, and what it said only when it fails.
step() {
    local began=$SECONDS said
    printf 'bootstrap: %s ... ' "$1" >&2
    if said=$("${@:2}" 2>&1); then
        printf '%s s\n' $((SECONDS - began)) >&2
    else
        printf 'failed after %s s\n%s\n' $((SECONDS - began)) "$said" >&2
        return 1
    fi
}

recent_python() {
    local candidate
    for candidate in ${HOTLINE_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c "$makes_environments" 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# An environment whose Python is gone is made again; a folder that never was an environment is not ours to clear.
may_be_made() {
    [ ! -e "$venv" ] || [ -e "$venv/pyvenv.cfg" ] || [ -z "$(ls -A "$venv")" ]
}

make_with_uv() { uv venv --quiet --clear --python "${HOTLINE_PYTHON:->=3.11}" "$venv"; }

make_with_python() {
    local found
    found=$(recent_python) && "$found" -m venv --clear "$venv" && "$python" -m pip --version
}

install_python() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    step "reading Debian's list of packages" apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive step "installing python3 and python3-venv" \
            apt-get install -y -qq --no-install-recommends python3 python3-venv ca-certificates
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
    if command -v uv >/dev/null && step "making $venv with uv" make_with_uv; then return; fi
    recent_python >/dev/null || install_python || give_up
    step "making $venv" make_with_python || give_up
}

install_packages() {
    if command -v uv >/dev/null; then
        uv pip install --quiet --python "$python" --compile-bytecode --no-deps --require-hashes -r "$lock"
        return
    fi
    "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip || return 1 # uv makes them without pip
    "$python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes -r "$lock"
}

# Installing without resolving trusts the lock to be whole: this is where a package that it lacks is seen.
check_packages() {
    local said
    if command -v uv >/dev/null; then
        said=$(uv pip check --python "$python" 2>&1)
    else
        said=$("$python" -m pip check --disable-pip-version-check 2>&1)
    fi || {
        echo "bootstrap: the packages in $venv do not fit together: ${said##*$'\n'}; remove $venv and try again"
        return 1
    }
}

if installed && works; then exit 0; fi
works || make_environment
step "installing $lock into $venv" install_packages
step "checking that its packages fit together" check_packages
cp "$lock" "$venv/.installed-$wanted.lock"
if [ "$wanted" != run ]; then cp requirements.lock "$venv/.installed-run.lock"; fi
if [ "$wanted" = bench ]; then cp requirements-test.lock "$venv/.installed-test.lock"; fi
