"""Whether a report is whole: `check_html.py FILE.html`.

By Python's own parser: tags are balanced, names are unique, nothing is loaded from anywhere, plots are drawn in the page's
colours. Prints the headings, how many plots and tables there are, and all text that contains `<` or `&`.
"""
import html.parser
import pathlib
import re
import sys

VOID = {"meta", "link", "br", "img", "hr", "input"}
LOADS = {"src", "srcset", "href", "data", "action", "poster"}


class Checker(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.problems, self.counts, self.special, self.headings = [], set(), [], {}, set(), []
        self.references = set()

    def handle_starttag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        for name, value in attributes:
            self.check_attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def check_attribute(self, tag, name, value):
        if name == "id":
            if value in self.ids:
                self.problems.append(f"the name {value} is there twice")
            self.ids.add(value)
        if name in LOADS and value.startswith("#"):
            self.references.add(value[1:])
        elif name in LOADS and value != "data:,":
            self.problems.append(f"<{tag} {name}={value}> loads something")
        for place in re.findall(r"url\(([^)]*)\)", value):
            place = place.strip("'\"")
            if place.startswith("#"):
                self.references.add(place[1:])
            else:
                self.problems.append(f"url({place}) loads something")
        if name.startswith("on"):
            self.problems.append(f"<{tag} {name}> has a script of its own")
        if re.search("#fe[01]", value):
            self.problems.append(f"<{tag} {name}={value}> has a colour that is none of the page's")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes what is not open, line {self.getpos()[0]}")

    def handle_data(self, data):
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings.append(data.strip())
        if self.open and self.open[-1] in ("script", "style"):
            if re.search(r"@import|https?:|url\(|fetch|XMLHttp", data):
                self.problems.append(f"<{self.open[-1]}> loads something")
        elif "<" in data or "&" in data:
            self.special.add(data.strip())


def main(path):
    checker = Checker()
    text = pathlib.Path(path).read_text(encoding="utf-8")
    if not text.startswith("<!DOCTYPE html>"):
        checker.problems.append("there is no <!DOCTYPE html>")
    checker.feed(text)
    checker.close()
    checker.problems += [f"<{tag}> is not closed" for tag in checker.open]
    checker.problems += [f"there is no {name}" for name in checker.references - checker.ids]
    for tag in ("title", "svg", "table", "style", "script"):
        if not checker.counts.get(tag):
            checker.problems.append(f"there is no <{tag}>")
    for needed in ('name="viewport"', "prefers-color-scheme: dark"):
        if needed not in text:
            checker.problems.append(f"there is no {needed}")
    print("\n".join(checker.headings))
    print(f"plots: {checker.counts.get('svg', 0)}, tables: {checker.counts.get('table', 0)}")
    for special in sorted(checker.special):
        print(f"special: {special}")
    for problem in checker.problems:
        print(f"problem: {problem}")
    return 1 if checker.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
