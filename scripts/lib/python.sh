# shellcheck shell=bash
# The Python environment: which Python, the environment itself, and the locked packages in it.

# Prints "VERSION PREFIX" of a Python that runs and that EchoFlow works with; fails for any other command.
# It is run rather than trusted by name: a pyenv shim exists for Pythons that are not there.
python_identity() {
    "$1" -c 'import sys
if not (3, 11) <= sys.version_info < (3, 14): sys.exit(1)
print("%d.%d.%d" % sys.version_info[:3], sys.base_prefix)' 2>/dev/null
}

# Prints the Python to make the environment with.
choose_python() {
    local candidate
    if [ -n "${ECHOFLOW_PYTHON:-}" ]; then
        python_identity "$ECHOFLOW_PYTHON" >/dev/null ||
            die "ECHOFLOW_PYTHON names no Python 3.11, 3.12 or 3.13: $ECHOFLOW_PYTHON" \
                "ECHOFLOW_PYTHON 所指的不是 Python 3.11、3.12 或 3.13:$ECHOFLOW_PYTHON"
        printf '%s\n' "$ECHOFLOW_PYTHON"
        return
    fi
    for candidate in python3.12 python3.13 python3.11 python3 /usr/bin/python3*; do
        case "$candidate" in *-config | *\*) continue ;; esac
        if python_identity "$candidate" >/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    die "EchoFlow needs Python 3.11, 3.12 or 3.13 and found none; install one and name it, as in ECHOFLOW_PYTHON=/usr/bin/python3.12 scripts/run" \
        "EchoFlow 需要 Python 3.11、3.12 或 3.13,但没有找到;请安装其中之一并指明,例如 ECHOFLOW_PYTHON=/usr/bin/python3.12 scripts/run"
}

# True if the environment runs, was made for this folder, and is of the Python that was asked for.
environment_fits() {
    local identity
    identity=$(python_identity "$venv/bin/python") || return 1
    # Its scripts name the folder that it was made in.
    if [ -f "$stamp" ] && [ "$(sed -n 3p "$stamp")" != "$root" ]; then return 1; fi
    if [ -n "${ECHOFLOW_PYTHON:-}" ] && [ "$(python_identity "$ECHOFLOW_PYTHON")" != "$identity" ]; then return 1; fi
}

make_environment() {
    local python version
    environment_fits && return
    python=$(choose_python)
    version=$(python_identity "$python")
    version=${version%% *}
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        apt_install "the part of Python that makes environments" "创建 Python 环境所需的组件" "python${version%.*}-venv" || exit 1
    fi
    say "      Making .venv with Python $version" "      正在用 Python $version 创建 .venv"
    "$python" -m venv --clear "$venv"
}

# The versions of the one requirement of a lock file: locked_version requirements/uv.txt uv
locked_version() {
    sed -n "s/^$2==\([^ ]*\).*/\1/p" "$root/$1"
}

install_uv() {
    local index
    case "$("$venv/bin/uv" --version 2>/dev/null)" in
    "uv $(locked_version requirements/uv.txt uv)"*) ;;
    *)
        "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
        "$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
            -r "$root/requirements/uv.txt" >&2
        ;;
    esac
    # uv does not read pip's configuration, where a nearer mirror may be named.
    if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
        index=${PIP_INDEX_URL:-$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null || true)}
        if [ -n "$index" ]; then export UV_DEFAULT_INDEX=$index; fi
    fi
}

# uv_install ARGS...: into the environment; exactly what is asked, with hashed build tools where something is built.
uv_install() {
    "$venv/bin/uv" pip install --python "$venv/bin/python" --no-deps \
        --build-constraints "$root/requirements/build.txt" "$@" >&2
}

# install_packages LEVEL
install_packages() {
    local quiet=()
    [ -t 2 ] || quiet=(--quiet)
    uv_install ${quiet[@]+"${quiet[@]}"} --require-hashes -r "$root/requirements/$1.txt"
    uv_install --quiet --editable "$root"
}

# Compiles the translations that changed since they were last compiled.
compile_translations() {
    local source target
    for source in "$root"/resources/translations/*.ts; do
        target=${source%.ts}.qm
        if [ -f "$source" ] && [ ! "$target" -nt "$source" ]; then
            "$venv/bin/pyside6-lrelease" -silent "$source" -qm "$target.$$" >&2
            mv "$target.$$" "$target"
        fi
    done
}
