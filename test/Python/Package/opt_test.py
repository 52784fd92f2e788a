#===- opt_test.py - Passes on text ----------------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
import threading
import unittest
import warnings

import winograd
from modules import CONV

USE_AFTER_FREE = """
module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.consumed}) {
    transform.apply_registered_pass "cse" to %root : (!transform.any_op) -> !transform.any_op
    transform.debug.emit_remark_at %root, "again" : !transform.any_op
    transform.yield
  }
}
"""
RAISE = "winograd-plan{plan=blocked tile=4},convert-linalg-to-winograd"


class OptTest(unittest.TestCase):
    def test_pipelines(self):
        raised = winograd.opt(CONV, RAISE)
        self.assertIn("#winograd.algorithm<F(4, 3)", raised)
        self.assertIn("winograd.hadamard_reduce", raised)
        self.assertEqual(raised, winograd.opt(CONV, f"builtin.module({RAISE})"))
        # What is printed is a module, and upstream's passes are there.
        lowered = winograd.opt(raised, "convert-winograd-to-linalg,func.func(canonicalize)")
        self.assertNotIn("winograd.kron", lowered)

    def test_remarks(self):
        seen = []
        silent = winograd.opt(CONV, RAISE)
        self.assertEqual(winograd.opt(CONV, RAISE, on_remark=seen.append), silent)
        plan = [remark for remark in seen if remark.category == "winograd-plan"]
        self.assertEqual([(r.kind, r.name) for r in plan], [("analysis", "plan")])
        self.assertIn("8 to 16 channels", plan[0].message)
        self.assertIn("plan blocked F(4, 3) x F(4, 3), asked for", plan[0].message)
        self.assertRegex(dict(plan[0].arguments)["direct"], "time .*, error 1.00")
        self.assertEqual((plan[0].place.line, plan[0].place.column), (6, 8))
        self.assertEqual(str(plan[0]), f"module:6:8: winograd-plan: {plan[0].message}")

    def test_text_that_is_no_module(self):
        with self.assertRaisesRegex(winograd.Error, "module:2:.*error: .*undeclared") as caught:
            winograd.opt("func.func @f() -> i32 {\n  return %x : i32\n}", "cse")
        (diagnostic,) = caught.exception.diagnostics
        self.assertEqual((diagnostic.severity, diagnostic.place.line), ("error", 2))
        self.assertIsInstance(caught.exception, RuntimeError)

    def test_notes(self):
        with self.assertRaises(winograd.Error) as caught:
            winograd.opt("func.func @f() { return }\nfunc.func @f() { return }", "cse")
        (diagnostic,) = caught.exception.diagnostics
        self.assertEqual([note.place.line for note in diagnostic.notes], [1])
        self.assertIn("module:1:1: note: see existing", str(caught.exception))

    def test_pipelines_that_are_none(self):
        for pipeline, message in (
            ("no-such-pass", "'no-such-pass' does not refer to a registered pass"),
            ("winograd-plan{speed=9}", "no such option speed"),
            ("winograd-to-cpu{threads=0}", "expected 'threads' to be at least 1"),
        ):
            with self.assertRaisesRegex(winograd.Error, message):
                winograd.opt(CONV, pipeline)
        with self.assertRaisesRegex(winograd.Error, "expected the option 'plan' to be auto"):
            winograd.opt(CONV, "winograd-plan{plan=best}")
        with self.assertRaisesRegex(TypeError, "str or bytes, but got int"):
            winograd.opt(3, "cse")

    def test_warnings(self):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            winograd.opt(CONV, RAISE)
            winograd.opt(USE_AFTER_FREE, "transform-dialect-check-uses")
        (warning,) = caught
        self.assertIs(warning.category, winograd.CompilationWarning)
        self.assertRegex(str(warning.message), "^module:5:.*: warning: .*used after free")
        self.assertIn("freed here", str(warning.message))
        self.assertEqual(warning.filename, __file__)

    def test_threads(self):
        expected, results = winograd.opt(CONV, RAISE), []
        threads = [
            threading.Thread(target=lambda: results.append(winograd.opt(CONV, RAISE)))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(results, [expected] * 8)


if __name__ == "__main__":
    unittest.main()
