# cmake --install, and the package that find_package(Winograd) finds.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(WINOGRAD_INSTALL_CMAKEDIR "${CMAKE_INSTALL_LIBDIR}/cmake/Winograd")
get_property(winograd_libraries GLOBAL PROPERTY WINOGRAD_LIBRARIES)
get_property(winograd_rooms GLOBAL PROPERTY WINOGRAD_ROOMS)
list(REMOVE_DUPLICATES winograd_rooms)
set(winograd_components "")
foreach(room IN LISTS winograd_rooms)
  get_property(libraries GLOBAL PROPERTY WINOGRAD_ROOM_${room})
  list(JOIN libraries " " libraries)
  string(APPEND winograd_components "set(Winograd_${room}_LIBRARIES ${libraries})\n")
endforeach()
list(JOIN winograd_rooms " " winograd_rooms)
get_property(winograd_tools GLOBAL PROPERTY WINOGRAD_TOOLS)
get_property(winograd_plugins GLOBAL PROPERTY WINOGRAD_PLUGINS)
get_property(winograd_runtimes GLOBAL PROPERTY WINOGRAD_RUNTIMES)

get_property(winograd_shared GLOBAL PROPERTY WINOGRAD_SHARED_LIBRARIES)

# What is installed finds libMLIR where it was linked from.
set_target_properties(${winograd_tools} ${winograd_plugins} PROPERTIES
  INSTALL_RPATH_USE_LINK_PATH TRUE)

# Components are packages, see WinogradPackages.cmake. Tools have an export of their own, since
# who develops against the libraries need not have them.
install(TARGETS ${winograd_shared} EXPORT WinogradTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT Library NAMELINK_COMPONENT Development)
install(TARGETS ${winograd_libraries} EXPORT WinogradTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT Development)
install(TARGETS ${winograd_tools} EXPORT WinogradToolTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT Tools)
install(TARGETS ${winograd_plugins}
  LIBRARY DESTINATION ${WINOGRAD_INSTALL_PLUGINDIR} COMPONENT Tools)
install(TARGETS ${winograd_runtimes}
  LIBRARY DESTINATION ${WINOGRAD_INSTALL_PLUGINDIR} COMPONENT Library)
install(EXPORT WinogradTargets NAMESPACE Winograd::
  DESTINATION ${WINOGRAD_INSTALL_CMAKEDIR} COMPONENT Development)
install(EXPORT WinogradToolTargets NAMESPACE Winograd::
  DESTINATION ${WINOGRAD_INSTALL_CMAKEDIR} COMPONENT Tools)

# The headers, those that TableGen wrote, and the definitions they came from.
install(DIRECTORY
  "${PROJECT_SOURCE_DIR}/include/winograd" "${PROJECT_BINARY_DIR}/include/winograd"
  "${PROJECT_SOURCE_DIR}/include/winograd-c" "${PROJECT_BINARY_DIR}/include/winograd-c"
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT Development
  FILES_MATCHING PATTERN "*.h" PATTERN "*.td" PATTERN "*.h.inc"
  PATTERN "CMakeFiles" EXCLUDE)
# Our pipelines as named sequences of the transform dialect.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/share/winograd"
  DESTINATION ${CMAKE_INSTALL_DATADIR} COMPONENT Tools)

configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/WinogradConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/cmake/WinogradConfig.cmake"
  INSTALL_DESTINATION ${WINOGRAD_INSTALL_CMAKEDIR}
  PATH_VARS WINOGRAD_INSTALL_PLUGINDIR CMAKE_INSTALL_DATADIR
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/cmake/WinogradConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/cmake/WinogradConfig.cmake"
  "${PROJECT_BINARY_DIR}/cmake/WinogradConfigVersion.cmake"
  DESTINATION ${WINOGRAD_INSTALL_CMAKEDIR} COMPONENT Development)

# For programs in C that are not built with CMake.
file(RELATIVE_PATH winograd_prefix_from_pc
  "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file("${CMAKE_CURRENT_LIST_DIR}/winograd-c.pc.in"
  "${PROJECT_BINARY_DIR}/cmake/winograd-c.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/cmake/winograd-c.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT Development)
