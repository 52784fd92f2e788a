# The shared libraries: libWinograd, every archive of lib/ but the C API, and libWinograd-C, the C
# API with MLIR's own. A program links the libraries or the archives, not both: it would have two
# copies of the compiler. The ABI is that of one minor version.

# winograd_add_shared_library(NAME OUTPUT-NAME EXPORT-NAME archive-target...)
function(winograd_add_shared_library name output archives)
  add_library(${name} SHARED "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/Shared.cpp")
  add_dependencies(${name} ${archives})
  set_target_properties(${name} PROPERTIES
    OUTPUT_NAME ${output}
    EXPORT_NAME ${output}
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
    LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib"
    INSTALL_RPATH_USE_LINK_PATH TRUE)
  # As files: as targets they would bring the archives along that they link.
  list(TRANSFORM archives REPLACE "(.+)" "$<TARGET_FILE:\\1>" OUTPUT_VARIABLE files)
  target_link_libraries(${name} PRIVATE -Wl,--whole-archive ${files} -Wl,--no-whole-archive)
  set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS "${files}")
  target_include_directories(${name} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:include>)
  set_property(GLOBAL APPEND PROPERTY WINOGRAD_SHARED_LIBRARIES ${name})
endfunction()

get_property(archives GLOBAL PROPERTY WINOGRAD_LIBRARIES)
list(REMOVE_ITEM archives WinogradCAPI)
winograd_add_shared_library(Winograd Winograd "${archives}")
target_link_libraries(Winograd PUBLIC MLIR LLVM PRIVATE ${SPIRV_CROSS_LIBRARY} ${CMAKE_DL_LIBS})
# Calls inside of it need not look for another definition.
target_link_options(Winograd PRIVATE -Wl,-Bsymbolic-functions)
winograd_use_runtimes(Winograd "${CMAKE_INSTALL_LIBDIR}")

# MLIR's C API is in archives alone, and whoever links two copies of it has two that do not know
# each other's objects: a program gets all of it from here.
file(GLOB mlir_archives RELATIVE "${LLVM_LIBRARY_DIR}" "${LLVM_LIBRARY_DIR}/libMLIRCAPI*.a")
list(TRANSFORM mlir_archives REPLACE "lib(.+)\\.a" "\\1")
# It needs the libraries of the execution engine, which are none of libMLIR.
list(REMOVE_ITEM mlir_archives MLIRCAPIExecutionEngine)
winograd_add_shared_library(WinogradC Winograd-C "WinogradCAPI;${mlir_archives}")
target_link_libraries(WinogradC PRIVATE Winograd MLIR)
set(exports "${CMAKE_CURRENT_LIST_DIR}/Winograd-C.exports")
target_link_options(WinogradC PRIVATE "-Wl,--version-script=${exports}")
set_property(TARGET WinogradC APPEND PROPERTY LINK_DEPENDS "${exports}")
set_property(TARGET WinogradC APPEND PROPERTY INSTALL_RPATH "$ORIGIN")
