#===- compile_test.py - What can be compiled ------------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
import ctypes
import os
import tempfile
import threading
import unittest
from unittest import mock

import numpy as np
import winograd
from modules import CONV, convolve, elementwise, make_conv_inputs

TWO = "func.func @a() { return }\nfunc.func @b(%x: tensor<2xf32>) { return }"
PIPELINE = (
    "one-shot-bufferize{bufferize-function-boundaries=true "
    "function-boundary-type-conversion=identity-layout-map},convert-linalg-to-loops,"
    "convert-scf-to-cf,convert-to-llvm,reconcile-unrealized-casts"
)


class CompileTest(unittest.TestCase):
    def test_element_types(self):
        for element, dtype, operation in (
            ("f16", "float16", "arith.addf"), ("f32", "float32", "arith.addf"),
            ("f64", "float64", "arith.addf"), ("i8", "int8", "arith.addi"),
            ("i16", "int16", "arith.addi"), ("i32", "int32", "arith.addi"),
            ("i64", "int64", "arith.addi"), ("index", "int64", "arith.addi"),
        ):
            with self.subTest(element):
                f = winograd.compile(elementwise(operation, "2x3", element, element))
                x = np.arange(6, dtype=dtype).reshape(2, 3)
                y = f(x, x)
                self.assertEqual(y.dtype, dtype)
                np.testing.assert_array_equal(y, 2 * x)
                self.assertEqual(f.results, (winograd.TensorType(dtype, (2, 3)),))

    def test_scalars(self):
        f = winograd.compile("""
          func.func @f(%x: tensor<f32>) -> tensor<f32> {
            %y = math.absf %x : tensor<f32>
            return %y : tensor<f32>
          }""")
        y = f(np.array(-2, "float32"))
        self.assertEqual((y.shape, float(y)), ((), 2.0))

    def test_booleans(self):
        f = winograd.compile(elementwise("arith.xori", "4", "i1", "i1"))
        x = np.array([0, 1, 0, 1], bool)
        odd = np.array([0, 0, 2, 255], "uint8").view(bool)  # true in any other way
        y = f(x, odd)
        self.assertEqual(y.dtype, bool)
        np.testing.assert_array_equal(y.view("uint8"), [0, 1, 1, 0])
        self.assertEqual(list(odd.view("uint8")), [0, 0, 2, 255])

    def test_bfloat16(self):
        f = winograd.compile(elementwise("arith.addf", "2", "bf16", "bf16"))
        bits = np.array([0x3F80, 0x4000], "uint16")  # 1 and 2
        np.testing.assert_array_equal(f(bits, bits), [0x4000, 0x4080])
        self.assertEqual(f.inputs[0].dtype, "bfloat16")
        with self.assertRaisesRegex(TypeError, "of type bfloat16 .*, but got float16"):
            f(bits.view("float16"), bits)

    def test_plans(self):
        x, w = make_conv_inputs()
        for options, plan in (
            ({"plan": "four-buffer", "tile": 2}, "four-buffer F(2, 3) x F(2, 3)"),
            ({"plan": "blocked", "tile": 4, "threads": 2}, "blocked F(4, 3) x F(4, 3)"),
            ({"plan": "direct"}, "direct"),
            ({"pipeline_options": "plan=three-buffer tile=3"}, "three-buffer F(3, 3)"),
        ):
            with self.subTest(options):
                f = winograd.compile(CONV, cache=False, **options)
                self.assertEqual(len(f.plans), 1)
                self.assertTrue(f.plans[0].startswith(plan), f.plans)
                self.assertLess(np.abs(f(x, w) - convolve(x, w)).max(), 1e-4)
        self.assertEqual(winograd.compile(CONV, direct=True, cache=False).plans, ())

    def test_pipeline(self):
        f = winograd.compile(elementwise("arith.addf", "2", "f32", "f32"),
                             pipeline="convert-elementwise-to-linalg," + PIPELINE)
        x = np.array([1, 2], "float32")
        np.testing.assert_array_equal(f(x, x), [2, 4])

    def test_entries(self):
        f = winograd.compile(TWO, "b")
        self.assertIsNone(f(np.zeros(2, "float32")))
        self.assertEqual((f.name, len(f.inputs), f.results), ("b", 1, ()))
        for module, entry, message in (
            (TWO, None, "expected 'entry', since .* more than one public function: a, b"),
            (TWO, "c", "expected 'entry' to name a function of the module, but got 'c'.*: a, b"),
            ("module {}", None, "expected a module with a public function"),
            ("func.func private @f(i32)", "f", "only declared"),
            ("func.func @f(%x: i32) { return }", "f", "expected the arguments .* but got i32"),
        ):
            with self.assertRaisesRegex(winograd.Error, message):
                winograd.compile(module, entry)

    def test_options_that_are_none(self):
        for options, message in (
            ({"threads": 0}, "expected 'threads' to be at least 1, but got 0"),
            ({"plan": "best"}, "expected .*'plan' to be auto, .* but got 'best'"),
            ({"direct": True, "plan": "blocked"}, "expected 'tile', 'plan' .* without 'direct'"),
            ({"pipeline_options": "speed=9"}, "expected 'pipeline_options' .*no such option speed"),
            ({"pipeline_options": "tile=four"}, "expected 'pipeline_options' .*got: tile=four"),
            ({"pipeline": "no-such-pass"}, "expected 'pipeline' .*'no-such-pass'"),
            ({"pipeline": "cse"}, "expected the pipeline to lower the entry to an llvm.func"),
            ({"cpu": "z80"}, "z80"),
            ({"shared_libs": ["/no/such.so"]}, "/no/such.so"),
        ):
            with self.subTest(options), self.assertRaisesRegex(winograd.Error, message):
                winograd.compile(CONV, **options)
        with self.assertRaises(TypeError):
            winograd.compile(CONV, speed=9)
        for options, message in (
            ({"tile": "four"}, "expected 'tile' to be an int, but got str"),
            ({"plan": 4}, "expected 'plan' to be a str, but got int"),
            ({"direct": "yes"}, "expected 'direct' to be a bool, but got str"),
        ):
            with self.subTest(options), self.assertRaisesRegex(TypeError, message):
                winograd.compile(CONV, **options)

    def test_remarks(self):
        seen = []
        winograd.compile(CONV, tile=4, plan="blocked", on_remark=seen.append)
        self.assertIn("winograd-plan", {remark.category for remark in seen})

    def test_cache(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ):
            os.environ.pop("WINOGRAD_NO_CACHE", None)
            first = winograd.compile(CONV, tile=4, cache_dir=folder)
            second = winograd.compile(CONV, tile=4, cache_dir=folder)
            self.assertEqual([first.is_cached, second.is_cached], [False, True])
            inputs = make_conv_inputs()
            np.testing.assert_array_equal(first(*inputs), second(*inputs))
            self.assertFalse(winograd.compile(CONV, tile=4, cache_dir=folder,
                                              cache=False).is_cached)

    def test_libraries_stay_out_of_sight(self):
        # Others that are loaded later, with an LLVM of their own, must not find ours.
        f = winograd.compile(elementwise("arith.addf", "2", "f16", "f16"), threads=2, cache=False)
        x = np.array([1, 2], "float16")
        np.testing.assert_array_equal(f(x, x), [2, 4])
        for name in ("LLVMContextCreate", "__kmpc_fork_call"):
            self.assertFalse(hasattr(ctypes.CDLL(None), name), name)

    def test_compilations_at_once(self):
        inputs = make_conv_inputs()
        results, expected = [], convolve(*inputs)

        def run(tile):
            f = winograd.compile(CONV, plan="blocked", tile=tile, cache=False)
            results.append(np.abs(f(*inputs) - expected).max())

        threads = [threading.Thread(target=run, args=(tile,)) for tile in (2, 3, 4, 6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(results), 4)
        self.assertLess(max(results), 1e-3)


if __name__ == "__main__":
    unittest.main()
