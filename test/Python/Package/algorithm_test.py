#===- algorithm_test.py - F(m, r) in exact numbers ------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
import unittest
from fractions import Fraction

import winograd


def computes_the_filter(algorithm):
    """Σᵢ Aᵀ[o,i] · G[i,k] · Bᵀ[i,d] = [d = o + k], exactly."""
    return all(
        sum(
            algorithm.output_matrix[o][i] * algorithm.filter_matrix[i][k]
            * algorithm.input_matrix[i][d]
            for i in range(algorithm.alpha)
        ) == (d == o + k)
        for o in range(algorithm.m) for k in range(algorithm.r) for d in range(algorithm.alpha)
    )


class AlgorithmTest(unittest.TestCase):
    def test_default_points(self):
        f4x3 = winograd.algorithm(4, 3)
        self.assertEqual((f4x3.m, f4x3.r, f4x3.alpha), (4, 3, 6))
        self.assertEqual(f4x3.points, tuple(map(Fraction, ("0", "2/3", "-2/3", "3/2", "-3/2"))))
        self.assertEqual(f4x3.filter_matrix[0][0], Fraction(16, 9))
        self.assertTrue(computes_the_filter(f4x3))

    def test_given_points(self):
        points = [0, Fraction(1, 3), "-1/3", 2.5]
        algorithm = winograd.algorithm(2, 4, points)
        self.assertEqual(algorithm.points, (0, Fraction(1, 3), Fraction(-1, 3), Fraction(5, 2)))
        self.assertTrue(computes_the_filter(algorithm))
        entries = [entry for row in algorithm.filter_matrix for entry in row]
        self.assertTrue(all(type(entry) is Fraction for entry in entries))

    def test_attribute(self):
        text = str(winograd.algorithm(2, 3))
        self.assertEqual(text, "#winograd.algorithm<F(2, 3), points = [0, 1, -1]>")
        module = winograd.opt("module attributes {test.f = %s} {}" % text, "canonicalize")
        self.assertIn(text, module)

    def test_errors(self):
        for arguments, message in (
            ((0, 3), "expected m to be at least 1"),
            ((15, 3), "expected m [+] r - 1 to be at most 16"),
            ((2, 3, [0, 1]), "expected 3 finite points"),
            ((2, 3, [0, 1, 1]), "expected the points to be distinct"),
            ((2, 3, [0, 1, 2**130]), "to fit"),
            ((2, 3, [0, 1, "one"]), "Invalid literal"),
        ):
            with self.assertRaisesRegex(ValueError, message):
                winograd.algorithm(*arguments)


if __name__ == "__main__":
    unittest.main()
