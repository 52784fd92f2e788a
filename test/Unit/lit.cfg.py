# The unit tests: every executable *Tests in the build's test/Unit.
import ctypes.util
import os

import lit.formats

config.name = "Winograd-Unit"
config.suffixes = []
config.test_exec_root = os.path.join(config.winograd_obj_root, "test", "Unit")
config.test_source_root = config.test_exec_root
config.test_format = lit.formats.GoogleTest("", "Tests")
for name in ("HOME", "VK_DRIVER_FILES", "VK_ICD_FILENAMES"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
# See Integration/Vulkan/lit.local.cfg.
if config.winograd_sanitize and ctypes.util.find_library("vulkan_lvp"):
    config.environment["LD_PRELOAD"] = ctypes.util.find_library("vulkan_lvp")
