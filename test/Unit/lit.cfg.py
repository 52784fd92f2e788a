# The unit tests: every executable *Tests in the build's test/Unit.
import os

import lit.formats

config.name = "Winograd-Unit"
config.suffixes = []
config.test_exec_root = os.path.join(config.winograd_obj_root, "test", "Unit")
config.test_source_root = config.test_exec_root
config.test_format = lit.formats.GoogleTest("", "Tests")
