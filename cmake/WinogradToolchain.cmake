# Finds MLIR and sets the flags that every target of ours shares.

# 23 is tried, and may fail: what differs is in winograd/Support/Compatibility.h.
set(WINOGRAD_LLVM_VERSION 22 CACHE STRING "The major version of LLVM and MLIR: 22 or 23")
set_property(CACHE WINOGRAD_LLVM_VERSION PROPERTY STRINGS 22 23)
if(NOT WINOGRAD_LLVM_VERSION MATCHES "^2[23]$")
  message(FATAL_ERROR
    "expected WINOGRAD_LLVM_VERSION to be 22 or 23, but got '${WINOGRAD_LLVM_VERSION}'")
endif()

# Debian's MLIRConfig.cmake only accepts an exact version, so ask for none and
# check the major version afterwards.
find_package(MLIR REQUIRED CONFIG HINTS /usr/lib/llvm-${WINOGRAD_LLVM_VERSION}/lib/cmake/mlir)
if(NOT LLVM_VERSION_MAJOR EQUAL WINOGRAD_LLVM_VERSION)
  message(FATAL_ERROR "expected MLIR ${WINOGRAD_LLVM_VERSION}, but found ${LLVM_PACKAGE_VERSION} "
    "in ${MLIR_DIR}")
endif()

list(APPEND CMAKE_MODULE_PATH "${MLIR_CMAKE_DIR}" "${LLVM_CMAKE_DIR}")
include(TableGen)
include(AddLLVM)
include(AddMLIR)

find_program(WINOGRAD_CCACHE ccache)
if(WINOGRAD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${WINOGRAD_CCACHE}")
  # With a precompiled header, ccache has to trust it for macros and times.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros "${WINOGRAD_CCACHE}")
endif()

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# LLVM's ABI: no exceptions, RTTI as LLVM was built, and NDEBUG, as the
# distribution's LLVM was built: pass statistics have another layout without it.
# Our own assertions are in winograd/Support/Assert.h.
add_definitions(-DNDEBUG)
if(WINOGRAD_ENABLE_ASSERTIONS)
  add_definitions(-DWINOGRAD_ENABLE_ASSERTIONS -D_GLIBCXX_ASSERTIONS)
endif()
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
if(NOT LLVM_ENABLE_RTTI)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
endif()
add_compile_options(-Wall -Wextra -Wno-unused-parameter -fvisibility-inlines-hidden)
if(WINOGRAD_SANITIZE)
  # -fno-sanitize=vptr: it needs RTTI, which Debian's LLVM may lack.
  add_compile_options(-fsanitize=${WINOGRAD_SANITIZE} -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${WINOGRAD_SANITIZE} -fno-sanitize=vptr)
endif()
separate_arguments(LLVM_DEFINITIONS_LIST NATIVE_COMMAND ${LLVM_DEFINITIONS})
add_definitions(${LLVM_DEFINITIONS_LIST})
