# How llama.cpp is built for the packaged program; scripts/lib/llama.sh has CMake include this after each project().
#
# One build for every processor: libggml-cpu-*.so is there once for each generation, from plain x86-64 on, and the
# best one for the machine is loaded at run time (echoflow/language/llama_backends.py).
set(GGML_NATIVE OFF CACHE BOOL "")
set(GGML_BACKEND_DL ON CACHE BOOL "")
set(GGML_CPU_ALL_VARIANTS ON CACHE BOOL "")
# Where the processors' libraries are installed: beside the others.
set(CMAKE_INSTALL_BINDIR llama_cpp/lib CACHE PATH "")
# Pictures and sound as input.
set(LLAVA_BUILD OFF CACHE BOOL "")

# The same libraries whatever folder they are built in, and that folder's name is nowhere in them.
if(NOT MSVC)
    add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=llama-cpp-python"
                        "-ffile-prefix-map=${CMAKE_BINARY_DIR}=build")
endif()
