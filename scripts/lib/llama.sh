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

# A library that is there may still not load: built for another processor, or without CUDA's own libraries beside it.
llama_loads() { "$venv/bin/python" -c 'import llama_cpp' >/dev/null 2>&1; }

# Prints the CUDA version of the graphics driver, as in 12.4; nothing without one.
driver_cuda_version() {
    if command -v nvidia-smi >/dev/null; then
        { nvidia-smi 2>/dev/null || true; } | sed -n 's/.*CUDA Version: *\([0-9]*\.[0-9]*\).*/\1/p' | sed 1q
    fi
}

# Prints the wheel variants that suit a driver's CUDA version, best first. A driver runs what older CUDAs built.
# llama_variants CUDA_VERSION
llama_variants() {
    local version
    if [ -n "$1" ]; then
        for version in $llama_cuda_versions; do
            if [ "${version%.*}" -lt "${1%.*}" ] || { [ "${version%.*}" = "${1%.*}" ] && [ "${version#*.}" -le "${1#*.}" ]; }; then
                printf 'cu%s ' "${version%.*}${version#*.}"
            fi
        done
    fi
    case "$(uname -s)-$(uname -m)" in Darwin-arm64) printf 'metal ' ;; esac
    printf 'cpu\n'
}

# install_prebuilt_llama VARIANT
install_prebuilt_llama() {
    UV_HTTP_CONNECT_TIMEOUT=4 UV_HTTP_RETRIES=0 uv_install --quiet --only-binary llama-cpp-python \
        --default-index "$llama_index/$1" "llama-cpp-python==$llama_version" 2>/dev/null && llama_loads
}

# build_llama [UV OPTION...]: uv keeps what it built, for the next environment on this machine.
build_llama() {
    local log="$venv/llama-build.log"
    # A prebuilt one that does not load may be here, under the same version. (uv's --reinstall would pass its cache by.)
    "$venv/bin/uv" pip uninstall --quiet --python "$venv/bin/python" llama-cpp-python 2>/dev/null || true
    if patiently "$log" uv_install --require-hashes "$@" -r "$root/requirements/llama.txt" && llama_loads; then
        return
    fi
    tail -n 15 "$log" >&2
    return 1
}

find_nvcc() {
    command -v nvcc >/dev/null && return
    [ -x /usr/local/cuda/bin/nvcc ] && PATH=$PATH:/usr/local/cuda/bin
}

install_llama() {
    local cuda variant
    llama_is_installed && return
    cuda=$(driver_cuda_version)
    if [ -n "$cuda" ] && ! find_nvcc; then llama_without_nvcc=true; else llama_without_nvcc=false; fi
    if [ -n "$llama_index" ] && "$venv/bin/python" "$root/scripts/lib/reachable.py" "$llama_index/cpu/"; then
        for variant in $(llama_variants "$cuda"); do
            # With a compiler for the graphics card at hand, building beats a wheel that cannot use the card.
            if [ "$variant" = cpu ] && [ -n "$cuda" ] && ! $llama_without_nvcc; then break; fi
            if install_prebuilt_llama "$variant"; then
                say "      Prebuilt for $variant" "      已安装预编译版本($variant)"
                warn_without_gpu "$cuda" "$variant"
                return
            fi
        done
    fi
    command -v c++ >/dev/null || apt_install "a compiler for llama-cpp-python" "编译 llama-cpp-python 所需的编译器" g++ || exit 1
    say "      Building llama-cpp-python $llama_version; this takes some minutes, once" \
        "      正在编译 llama-cpp-python $llama_version,需要几分钟,仅此一次"
    if [ -n "$cuda" ] && ! $llama_without_nvcc; then
        build_llama --config-settings-package "llama-cpp-python:cmake.define.GGML_CUDA=on" && return
        say "      It could not be built for the graphics card; building for the processor" \
            "      无法为显卡编译,改为为处理器编译"
    fi
    build_llama || die "llama-cpp-python could not be built; the end of $venv/llama-build.log is above." \
        "llama-cpp-python 编译失败;$venv/llama-build.log 的末尾见上。"
    warn_without_gpu "$cuda" cpu
}

# warn_without_gpu CUDA_VERSION VARIANT
warn_without_gpu() {
    if [ -n "$1" ] && [ "$2" = cpu ]; then
        say "      The graphics card is not used yet: install the CUDA toolkit, remove .venv and start again." \
            "      显卡尚未启用:请安装 CUDA 工具包,删除 .venv 后重新启动。"
    fi
}
