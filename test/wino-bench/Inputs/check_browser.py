"""Whether a report works in a browser: `check_browser.py CHROMIUM FILE.html FOLDER`.

Opens it as wide as a desktop and as a phone, in light and in dark: it must say nothing on the console, be no wider than the
window, show every plot, and sort a table on a click. Screenshots of the three go to FOLDER.
"""
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

VIEWS = {"desktop": (1280, 3000, []), "phone": (390, 3000, []), "dark": (1280, 3000, ["--force-dark-mode"])}

PROBE = """<script>
const numbers = [...document.querySelectorAll("th.number")];
const heading = numbers.find((one) => one.closest("table").tBodies[0].rows.length > 2) ?? numbers[0];
const values = () => [...heading.closest("table").tBodies[0].rows].map((row) => row.cells[heading.cellIndex].dataset.value)
  .filter((value) => value !== undefined).map(Number);
heading.firstElementChild.click();
const up = values();
heading.firstElementChild.click();
const down = values();
const probe = document.createElement("pre");
probe.id = "probe";
probe.hidden = true;
probe.textContent = JSON.stringify({
  width: innerWidth, needed: document.documentElement.scrollWidth, up, down,
  plots: [...document.querySelectorAll("figure svg")].map((plot) => plot.getBoundingClientRect()).map((box) => [box.width, box.height]),
  paper: getComputedStyle(document.body).backgroundColor,
});
parent.document.body.append(probe);
</script></body>"""

# A window may not be as narrow as a phone; a frame of it can.
FRAME = """<!DOCTYPE html><meta charset="utf-8"><title>frame</title><meta name="color-scheme" content="light dark">
<style>body {{ margin: 0 }} iframe {{ border: 0; width: {width}px; height: {height}px }}</style>
<body><iframe srcdoc="{page}"></iframe></body>"""


def open_page(browser, text, view, folder):
    """What the probe says, and the console."""
    width, height, options = VIEWS[view]
    page = folder / f"{view}.html"
    page.write_text(FRAME.format(width=width, height=height, page=html.escape(text)), encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        common = [browser, "--headless=old", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=5000",
                  f"--user-data-dir={profile}", f"--window-size={width},{height}", *options]
        done = subprocess.run([*common, "--enable-logging=stderr", "--dump-dom", page.as_uri()], capture_output=True, text=True,
                              timeout=120, check=True)
        subprocess.run([*common, f"--screenshot={folder / view}.png", page.as_uri()], capture_output=True, timeout=120, check=True)
    found = re.search(r'<pre id="probe"[^>]*>(.*?)</pre>', done.stdout, re.DOTALL)
    if not found:
        sys.exit(f"{view}: the scripts did not run to their end: {done.stderr}")
    return json.loads(html.unescape(found[1])), [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def main(browser, file, folder):
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    text = pathlib.Path(file).read_text(encoding="utf-8").replace("</body>", PROBE)
    problems, papers = [], {}
    for view, (width, _, _) in VIEWS.items():
        said, console = open_page(browser, text, view, folder)
        papers[view] = said["paper"]
        problems += [f"{view}: {line}" for line in console]
        if said["width"] != width or said["needed"] > width:
            problems.append(f"{view}: {said['needed']} pixels are needed in a window of {said['width']}")
        if not said["plots"] or any(min(box) < 100 for box in said["plots"]):
            problems.append(f"{view}: plots of {said['plots']} pixels")
        if len(said["up"]) < 2 or said["up"] != sorted(said["up"]) or said["down"] != sorted(said["down"], reverse=True):
            problems.append(f"{view}: sorted to {said['up'][:5]} and {said['down'][:5]}")
        if not (folder / f"{view}.png").stat().st_size > 10000:
            problems.append(f"{view}: the screenshot is empty")
    if papers["dark"] == papers["desktop"]:
        problems.append(f"dark is {papers['dark']}, as light")
    print("\n".join(problems) or f"{len(VIEWS)} views, {len(said['plots'])} plots each")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
