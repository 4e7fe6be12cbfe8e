# The same libraries whatever folder they are built in, and that folder's name is nowhere in them.
if(NOT MSVC)
    add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=."
                        "-ffile-prefix-map=${CMAKE_BINARY_DIR}=build")
endif()
