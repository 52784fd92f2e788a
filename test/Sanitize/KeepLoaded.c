/*===- KeepLoaded.c - Libraries stay until the end of the process -*- C -*-===*\
|* Part of the Winograd project, under the Apache License v2.0 with LLVM      *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
\*===----------------------------------------------------------------------===*/

/* Preloaded under LeakSanitizer: the loader of Vulkan unloads drivers, and what
   they had in global variables would be a leak of a module without a name, which
   cannot be suppressed. */
int dlclose(void *library) { return library == 0; }
