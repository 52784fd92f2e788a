# Small helpers, so that each CMakeLists.txt is a list of files.

# MLIR's headers take nine tenths of each file's compile time. Compiled once, they
# take a tenth of that. Files still include what they use: without the option, and
# in other people's builds, there is no precompiled header.
option(WINOGRAD_PRECOMPILE "Compile MLIR's headers once" ON)
if(WINOGRAD_PRECOMPILE)
  add_library(WinogradPrecompiled OBJECT "${CMAKE_CURRENT_LIST_DIR}/Precompiled.cpp")
  target_precompile_headers(WinogradPrecompiled PRIVATE
    <mlir/Conversion/Passes.h>
    <mlir/Dialect/Affine/IR/AffineOps.h>
    <mlir/Dialect/Arith/IR/Arith.h>
    <mlir/Dialect/Bufferization/IR/Bufferization.h>
    <mlir/Dialect/Func/IR/FuncOps.h>
    <mlir/Dialect/GPU/IR/GPUDialect.h>
    <mlir/Dialect/LLVMIR/LLVMDialect.h>
    <mlir/Dialect/Linalg/IR/Linalg.h>
    <mlir/Dialect/Linalg/Transforms/Transforms.h>
    <mlir/Dialect/Linalg/Utils/Utils.h>
    <mlir/Dialect/Math/IR/Math.h>
    <mlir/Dialect/MemRef/IR/MemRef.h>
    <mlir/Dialect/SCF/IR/SCF.h>
    <mlir/Dialect/SCF/Transforms/TileUsingInterface.h>
    <mlir/Dialect/SCF/Transforms/Transforms.h>
    <mlir/Dialect/SPIRV/IR/SPIRVOps.h>
    <mlir/Dialect/Tensor/IR/Tensor.h>
    <mlir/Dialect/UB/IR/UBOps.h>
    <mlir/Dialect/Utils/StaticValueUtils.h>
    <mlir/Dialect/Vector/IR/VectorOps.h>
    <mlir/IR/Matchers.h>
    <mlir/IR/Remarks.h>
    <mlir/IR/Verifier.h>
    <mlir/Pass/PassManager.h>
    <mlir/Transforms/GreedyPatternRewriteDriver.h>
    <mlir/Transforms/Passes.h>
    <llvm/ADT/StringExtras.h>
    <llvm/Support/FormatVariadic.h>)
  # Without times in it, ccache finds what was compiled with the same one.
  target_compile_options(WinogradPrecompiled PRIVATE
    $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
endif()

# winograd_precompile(TARGET)
# Compiles the target's files with what was compiled once.
function(winograd_precompile target)
  if(NOT WINOGRAD_PRECOMPILE)
    return()
  endif()
  get_target_property(type ${target} TYPE)
  if(type STREQUAL EXECUTABLE)
    # With -fPIC, as a library: code for -fPIE has a precompiled header of its own.
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
  target_precompile_headers(${target} REUSE_FROM WinogradPrecompiled)
endfunction()

# winograd_add_library(NAME file.cpp... [PLAIN] [DEPENDS target...] [LINK target...])
# A static, position-independent library that is part of the exported package. PLAIN: without
# MLIR's IR.
function(winograd_add_library name)
  cmake_parse_arguments(ARG "PLAIN" "" "DEPENDS;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
  target_include_directories(${name} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:include>)
  # One shared libMLIR for everything: a plugin that brought its own copy of
  # MLIR would have its own, incompatible, TypeIDs.
  target_link_libraries(${name} PUBLIC ${ARG_LINK} MLIR)
  if(NOT ARG_PLAIN)
    winograd_precompile(${name})
  endif()
  set_property(GLOBAL APPEND PROPERTY WINOGRAD_LIBRARIES ${name})
  # The room, a folder of lib/, is a component of the package.
  file(RELATIVE_PATH room "${PROJECT_SOURCE_DIR}/lib" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REGEX REPLACE "/.*" "" room "${room}")
  set_property(GLOBAL APPEND PROPERTY WINOGRAD_ROOMS ${room})
  set_property(GLOBAL APPEND PROPERTY WINOGRAD_ROOM_${room} ${name})
endfunction()

# winograd_use_runtimes(TARGET FOLDER)
# The target, installed in FOLDER, opens the GPU runtimes when it runs.
function(winograd_use_runtimes target folder)
  get_property(runtimes GLOBAL PROPERTY WINOGRAD_RUNTIMES)
  if(runtimes)
    add_dependencies(${target} ${runtimes})
  endif()
  file(RELATIVE_PATH path "/${folder}" "/${WINOGRAD_INSTALL_PLUGINDIR}")
  set_property(TARGET ${target} APPEND PROPERTY BUILD_RPATH "${PROJECT_BINARY_DIR}/lib")
  set_property(TARGET ${target} APPEND PROPERTY INSTALL_RPATH "$ORIGIN/${path}")
endfunction()

# winograd_link(TARGET FOLDER library...)
# Links a program or module, installed in FOLDER, with libraries of ours: with libWinograd, which
# has them all, or with their archives.
function(winograd_link target folder)
  if(WINOGRAD_LINK_SHARED)
    target_link_libraries(${target} PRIVATE Winograd)
    file(RELATIVE_PATH path "/${folder}" "/${CMAKE_INSTALL_LIBDIR}")
    set_property(TARGET ${target} APPEND PROPERTY INSTALL_RPATH "$ORIGIN/${path}")
  else()
    target_link_libraries(${target} PRIVATE ${ARGN})
    # (A wheel has no GPU runtimes.)
    if(WinogradRunner IN_LIST ARGN AND NOT SKBUILD)
      winograd_use_runtimes(${target} "${folder}")
    endif()
  endif()
  target_link_libraries(${target} PRIVATE MLIR)
endfunction()

# winograd_add_tool(NAME file.cpp... [PLAIN] [LINK target...])
# PLAIN: without MLIR's IR.
function(winograd_add_tool name)
  cmake_parse_arguments(ARG "PLAIN" "" "LINK" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  if(NOT ARG_PLAIN)
    winograd_precompile(${name})
  endif()
  winograd_link(${name} "${CMAKE_INSTALL_BINDIR}" ${ARG_LINK})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  set_property(GLOBAL APPEND PROPERTY WINOGRAD_TOOLS ${name})
endfunction()

# winograd_link_archives(TOOL MLIR-library...)
# What the distribution has as archives alone. As targets they would bring their own copies of the
# rest of MLIR, which is in the one shared libMLIR.
function(winograd_link_archives tool)
  foreach(library ${ARGN})
    target_link_libraries(${tool} PRIVATE $<TARGET_FILE:${library}>)
  endforeach()
  target_link_libraries(${tool} PRIVATE MLIR)
endfunction()
