# cpack: Debian packages, one for each component of the installation.
find_package(Python3 COMPONENTS Interpreter QUIET)

set(WINOGRAD_PACKAGE_CONTACT "Winograd developers <winograd@localhost>" CACHE STRING
  "Name and address of who maintains the packages")
set(abi ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set(llvm ${LLVM_VERSION_MAJOR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME winograd)
set(CPACK_PACKAGE_CONTACT "${WINOGRAD_PACKAGE_CONTACT}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_COMPONENTS_ALL Library Tools Development)
if(TARGET WinogradPython)
  list(APPEND CPACK_COMPONENTS_ALL Python)
endif()
if(TARGET winograd-site)
  list(APPEND CPACK_COMPONENTS_ALL Documentation)
endif()

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SOURCE winograd)
# What is linked, by dpkg-shlibdeps, which has no packages of ours yet to look into.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS
  "${PROJECT_BINARY_DIR}/lib" "${LLVM_LIBRARY_DIR}")
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)
# Debian's libMLIR is in LLVM's folder alone, where everything that links it has to look.
set(llvm_folder custom-library-search-path)

# winograd_package(COMPONENT PACKAGE SECTION SUMMARY DESCRIPTION
#                  [DEPENDS package...] [SUGGESTS package...] [COMPONENTS component...]
#                  [OVERRIDES tag...])
# Describes a package; sets variables of CPack in the caller.
macro(winograd_package component package section summary description)
  cmake_parse_arguments(ARG "" "" "DEPENDS;SUGGESTS;COMPONENTS;OVERRIDES" ${ARGN})
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${package})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section})
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${summary}\n${description}")
  foreach(field DEPENDS SUGGESTS)
    list(JOIN ARG_${field} ", " CPACK_DEBIAN_${upper}_PACKAGE_${field})
  endforeach()
  set(CPACK_COMPONENT_${upper}_DEPENDS ${ARG_COMPONENTS})
  winograd_package_documents(${component} ${package} ${ARG_OVERRIDES})
endmacro()

# What Debian has in every package: who may copy it, what changed, and which of lintian's checks it
# does not pass on purpose.
function(winograd_package_documents component package)
  set(folder "${PROJECT_BINARY_DIR}/debian/${package}")
  set(documents "${CMAKE_INSTALL_DATADIR}/doc/${package}")
  execute_process(
    COMMAND "${Python3_EXECUTABLE}" "${PROJECT_SOURCE_DIR}/utils/debian_changelog.py"
            "${PROJECT_SOURCE_DIR}/CHANGELOG.md" "--output=${folder}"
            "--maintainer=${WINOGRAD_PACKAGE_CONTACT}" "--release=${CPACK_DEBIAN_PACKAGE_RELEASE}"
    COMMAND_ERROR_IS_FATAL ANY)
  install(FILES "${folder}/changelog.Debian.gz" "${folder}/changelog.gz"
    DESTINATION "${documents}" COMPONENT ${component})
  install(FILES "${PROJECT_SOURCE_DIR}/cmake/debian/copyright"
    DESTINATION "${documents}" COMPONENT ${component})
  # Whoever makes packages for others names himself.
  set(overrides "")
  foreach(tag bogus-mail-host bogus-mail-host-in-debian-changelog ${ARGN})
    string(APPEND overrides "${package}: ${tag} *\n")
  endforeach()
  file(CONFIGURE OUTPUT "${folder}/${package}" CONTENT "${overrides}" @ONLY)
  install(FILES "${folder}/${package}"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/lintian/overrides" COMPONENT ${component})
endfunction()

winograd_package(Library libwinograd${abi} libs
  "Winograd convolution compiler on MLIR, shared libraries"
  "The compiler as a library for C++ (libWinograd) and for C (libWinograd-C),
and what compiled code calls on GPUs."
  # OpenMP, for more than one thread, is opened by name. Debian has the runtime of one version of
  # LLVM for all: that of 22 is a link to it.
  DEPENDS "libomp5-19 | libomp-x.y"
  SUGGESTS mesa-vulkan-drivers
  OVERRIDES ${llvm_folder})
winograd_package(Tools winograd-tools devel
  "Winograd convolution compiler on MLIR, programs"
  "It finds convolutions in MLIR's linalg dialect, computes them with fewer
multiplications, and lowers the result to CPUs and GPUs: wino-opt, wino-run,
wino-translate, wino-bench, wino-points, wino-lsp-server, wino-reduce, a
plugin for mlir-opt, and its pipelines as sequences of transforms."
  # Comparisons are scripts of Python, and draw figures; a shared library is linked by clang.
  DEPENDS "python3:any"
  SUGGESTS "clang-${llvm}" "mlir-${llvm}-tools" python3-jinja2 python3-matplotlib python3-numpy
  COMPONENTS Library
  OVERRIDES ${llvm_folder})
winograd_package(Development libwinograd-dev libdevel
  "Winograd convolution compiler on MLIR, development files"
  "Headers, archives, and the packages of CMake and pkg-config."
  DEPENDS "libmlir-${llvm}-dev" "llvm-${llvm}-dev" "mlir-${llvm}-tools"
          libspirv-cross-c-shared-dev
  SUGGESTS "winograd-tools (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})"
  COMPONENTS Library)
if(TARGET WinogradPython)
  get_property(minor GLOBAL PROPERTY WINOGRAD_PYTHON_MINOR)
  math(EXPR next "${minor} + 1")
  winograd_package(Python python3-winograd python
    "Winograd convolution compiler on MLIR, package for Python"
    "Passes on text, functions on arrays of NumPy or with DLPack, and the
algorithms as exact numbers."
    DEPENDS "python3 (>= 3.${minor})" "python3 (<< 3.${next})" python3-numpy
    COMPONENTS Library
    OVERRIDES ${llvm_folder})
  # Python's own compiled code, made when the package is installed, and removed with it.
  set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA
    "${PROJECT_SOURCE_DIR}/cmake/debian/python3/postinst"
    "${PROJECT_SOURCE_DIR}/cmake/debian/python3/prerm")
endif()
if(TARGET winograd-site)
  set(CPACK_DEBIAN_DOCUMENTATION_PACKAGE_ARCHITECTURE all)
  winograd_package(Documentation winograd-doc doc
    "Winograd convolution compiler on MLIR, documentation"
    "The operations, passes and transforms, and how to use and embed them, as
pages for a browser.")
endif()

# As their names say, and not the project's description for each of them.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
# The policy asks who installs a shared library to update the linker's cache.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA "${PROJECT_SOURCE_DIR}/cmake/debian/triggers")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
include(CPack)
