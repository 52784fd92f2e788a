# Small helpers, so that each CMakeLists.txt is a list of files.

# winograd_add_library(NAME file.cpp... [DEPENDS target...] [LINK target...])
# A static, position-independent library that is part of the exported package.
function(winograd_add_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINK" ${ARGN})
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
  set_property(GLOBAL APPEND PROPERTY WINOGRAD_LIBRARIES ${name})
endfunction()

# winograd_use_runtimes(TOOL)
# The tool opens the GPU runtimes when it runs.
function(winograd_use_runtimes tool)
  get_property(runtimes GLOBAL PROPERTY WINOGRAD_RUNTIMES)
  if(runtimes)
    add_dependencies(${tool} ${runtimes})
  endif()
  set_target_properties(${tool} PROPERTIES
    BUILD_RPATH "${PROJECT_BINARY_DIR}/lib"
    INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
endfunction()

# winograd_add_tool(NAME file.cpp... [LINK target...])
function(winograd_add_tool name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} MLIR)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  set_property(GLOBAL APPEND PROPERTY WINOGRAD_TOOLS ${name})
endfunction()
