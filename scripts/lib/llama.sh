# shellcheck shell=bash
# llama-cpp-python. It is published as source; its makers keep prebuilt wheels, for CPU and for CUDA, in an index of
# their own. Those are tried first, then it is built here. The hash of the source is locked, those of the wheels are not
# (there is one for every CUDA version and system); their version is.

llama_index=${ECHOFLOW_LLAMA_INDEX-https://abetlen.github.io/llama-cpp-python/whl}
llama_version=$(locked_version requirements/llama.txt llama-cpp-python)
# CUDA versions that wheels may exist for, newest first.
llama_cuda_versions="12.9 12.8 12.6 12.5 12.4 12.3 12.2 12.1"

llama_is_installed() {
    local found
    for found in "$venv"/lib/python*/site-packages/llama_cpp_python-"$llama_version".dist-info; do
        [ -d "$found" ] && return
    done
    return 1
}

# Installs, and takes it away again if it does not load: built for another system, or without CUDA's own libraries.
try_llama() {
    uv_install --quiet --force-reinstall "$@" 2>/dev/null || return 1
    "$venv/bin/python" -c 'import llama_cpp' >/dev/null 2>&1 && return
    "$venv/bin/uv" pip uninstall --quiet --python "$venv/bin/python" llama-cpp-python
    return 1
}

# Prints the CUDA version of the graphics driver, as in 12.4; nothing without one.
driver_cuda_version() {
    if command -v nvidia-smi >/dev/null; then
        { nvidia-smi 2>/dev/null || true; } | sed -n 's/.*CUDA Version: *\([0-9]*\.[0-9]*\).*/\1/p' | sed 1q
    fi
}

# Prints the wheel variants for graphics that suit a driver's CUDA version, best first; a driver runs what older CUDAs
# built. llama_gpu_variants CUDA_VERSION
llama_gpu_variants() {
    local version major=${1%.*} minor=${1#*.}
    case "$(uname -s)-$(uname -m)" in Darwin-arm64) printf 'metal ' ;; esac
    [ -n "$1" ] || return 0
    for version in $llama_cuda_versions; do
        if [ "${version%.*}" -lt "$major" ] || { [ "${version%.*}" = "$major" ] && [ "${version#*.}" -le "$minor" ]; }; then
            printf 'cu%s ' "${version%.*}${version#*.}"
        fi
    done
}

# install_prebuilt_llama VARIANT
install_prebuilt_llama() {
    UV_HTTP_CONNECT_TIMEOUT=4 UV_HTTP_RETRIES=0 try_llama --only-binary llama-cpp-python \
        --default-index "$llama_index/$1" "llama-cpp-python==$llama_version" &&
        say "      Prebuilt for $1" "      已安装预编译版本($1)"
}

# make_wheel REQUIREMENTS PACKAGE VARIANT [CMAKE ARGUMENTS]: builds a package of a lock file, and sets wheel. It is kept
# for the next environment on this machine; uv's own cache would do, did it not forget what it built where a mirror
# sends no caching headers.
make_wheel() {
    local name variant=$3 log=$venv/$2-build.log tools=$venv/build-tools kept partial
    name=$2-$(locked_version "$1" "$2")
    kept=${XDG_CACHE_HOME:-${HOME:-$venv}/.cache}/echoflow-build/$name-$variant
    if ! [ -d "$kept" ]; then
        command -v c++ >/dev/null || apt_install "a compiler for $2" "编译 $2 所需的编译器" g++ || exit 1
        say "      Building $name for $variant; this takes some minutes, once" \
            "      正在为 $variant 编译 $name,需要几分钟,仅此一次"
        partial=$kept.$$
        "$venv/bin/uv" venv --quiet --clear --python "$venv/bin/python" "$tools"
        "$venv/bin/uv" pip install --quiet --python "$tools/bin/python" --require-hashes -r requirements/build.txt
        if ! CMAKE_ARGS="${4:-}" PATH="$tools/bin:$PATH" patiently "$log" "$venv/bin/python" -m pip \
            --python "$tools/bin/python" wheel --disable-pip-version-check --no-deps --no-build-isolation --require-hashes \
            --no-binary "$2" --wheel-dir "$partial" -r "$1"; then
            tail -n 15 "$log" >&2
            rm -rf "$partial"
            return 1
        fi
        rm -rf "$tools"
        mv "$partial" "$kept"
    fi
    wheel=$(find "$kept" -name '*.whl')
}

# build_llama VARIANT [CMAKE ARGUMENTS]: builds and installs.
build_llama() {
    make_wheel requirements/llama.txt llama-cpp-python "$@" && try_llama "$wheel"
}

find_nvcc() {
    command -v nvcc >/dev/null && return
    [ -x /usr/local/cuda/bin/nvcc ] && PATH=$PATH:/usr/local/cuda/bin
}

# The best there is: prebuilt or built for the graphics card, prebuilt or built for the processor.
install_llama() {
    local cuda variant reachable=false
    llama_is_installed && return
    cuda=$(driver_cuda_version)
    if [ -n "$llama_index" ] && "$venv/bin/python" "$root/scripts/lib/reachable.py" "$llama_index/cpu/"; then
        reachable=true
        for variant in $(llama_gpu_variants "$cuda"); do install_prebuilt_llama "$variant" && return; done
    fi
    if [ -n "$cuda" ]; then
        find_nvcc && build_llama cuda -DGGML_CUDA=on && return
        say "      The graphics card is not used yet: install the CUDA toolkit, remove .venv and start again." \
            "      显卡尚未启用:请安装 CUDA 工具包,删除 .venv 后重新启动。"
    fi
    if $reachable && install_prebuilt_llama cpu; then return; fi
    build_llama cpu || die "llama-cpp-python could not be built; the end of $venv/llama-cpp-python-build.log is above." \
        "llama-cpp-python 编译失败;$venv/llama-cpp-python-build.log 的末尾见上。"
}
