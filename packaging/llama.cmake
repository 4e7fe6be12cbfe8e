# How llama.cpp is built for the packaged program; scripts/lib/native.sh has CMake include this after each project().
#
# One build for every processor: libggml-cpu-*.so is there once for each generation, from plain x86-64 on, and the
# best one for the machine is loaded at run time (echoflow/language/llama_build.py).
set(GGML_NATIVE OFF CACHE BOOL "")
set(GGML_BACKEND_DL ON CACHE BOOL "")
set(GGML_CPU_ALL_VARIANTS ON CACHE BOOL "")
# Where the processors' libraries are installed: beside the others.
set(CMAKE_INSTALL_BINDIR llama_cpp/lib CACHE PATH "")
# Pictures and sound as input.
set(LLAVA_BUILD OFF CACHE BOOL "")

include("${CMAKE_CURRENT_LIST_DIR}/reproducible.cmake")
