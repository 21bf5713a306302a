# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Flags travel through this interface target and nothing else sets any.
add_library(signalbox_flags INTERFACE)
target_compile_features(signalbox_flags INTERFACE cxx_std_20)
# Designated initialisers name what matters and leave the rest to the members' defaults.
target_compile_options(signalbox_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
    $<$<BOOL:${SIGNALBOX_UNITY}>:-Wno-subobject-linkage> # takes a source that is included for a header
    $<$<BOOL:${SIGNALBOX_WERROR}>:-Werror>
    $<$<CONFIG:Debug>:-g1>)
target_compile_definitions(signalbox_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
# Sources name their includes from the root: "models/base/instant.h".
target_include_directories(signalbox_flags INTERFACE "${CMAKE_SOURCE_DIR}")

if(SIGNALBOX_SANITIZE)
    target_compile_options(signalbox_flags INTERFACE
        -fsanitize=${SIGNALBOX_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(signalbox_flags INTERFACE -fsanitize=${SIGNALBOX_SANITIZE})
endif()

if(SIGNALBOX_LTO)
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "")
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

# A library of one box of the picture in ARCHITECTURE.md. Sources follow; link what its public headers
# name PUBLIC and the rest PRIVATE, at the call.
function(signalbox_library name)
    add_library(${name} STATIC ${ARGN})
    target_link_libraries(${name} PUBLIC signalbox_flags)
endfunction()

# One compilation for the sources of one folder: what they include is read and instantiated once instead of in every
# file, which makes a cold build several times faster. So a name in an unnamed namespace is unique in its folder.
function(signalbox_unite)
    get_property(folders DIRECTORY "${CMAKE_SOURCE_DIR}" PROPERTY SUBDIRECTORIES)
    while(folders)
        list(POP_FRONT folders folder)
        get_property(below DIRECTORY "${folder}" PROPERTY SUBDIRECTORIES)
        list(APPEND folders ${below})
        get_property(targets DIRECTORY "${folder}" PROPERTY BUILDSYSTEM_TARGETS)
        foreach(target IN LISTS targets)
            get_target_property(type ${target} TYPE)
            if(NOT type STREQUAL "STATIC_LIBRARY")
                continue()
            endif()
            set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
            get_target_property(sources ${target} SOURCES)
            list(FILTER sources INCLUDE REGEX "\\.cpp$")
            foreach(source IN LISTS sources)
                cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}")
                cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${CMAKE_SOURCE_DIR}" OUTPUT_VARIABLE name)
                cmake_path(GET name PARENT_PATH group)
                string(MAKE_C_IDENTIFIER "${group}" group)
                set_source_files_properties("${source}" TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP "${group}")
            endforeach()
        endforeach()
    endwhile()
endfunction()
