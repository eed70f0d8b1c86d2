"""Holds filings to the published schemas as Python reads them: schemas.py SCHEMAS FILING..."""

import json
import pathlib
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2: dates are text, and only true and false are yes and no."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in all_of if tag != "tag:yaml.org,2002:timestamp"]
    for first, all_of in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

schemas, *filings = sys.argv[1:]
problems = []
validators = []
for path in sorted(pathlib.Path(schemas).glob("*.json")):
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    if path.name.startswith("filing."):
        validators.append((path.name, jsonschema.Draft202012Validator(schema)))
for path in filings:
    with open(path, encoding="utf-8") as file:
        filing = yaml.load(file, Loader)
    for name, validator in validators:
        wrong = [f"{path}: {name}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(filing)]
        problems.extend(wrong)
        if validator.is_valid({**filing, "titel": "x"}) or validator.is_valid({**filing, "id": "a b"}):
            problems.append(f"{path}: {name}: accepts a key that there is not, or an id that is none")
for problem in problems:
    print(problem, file=sys.stderr)
print(f"{len(filings)} filings, {len(validators)} schemas, {len(problems)} problems")
sys.exit(1 if problems or not filings or len(validators) != 2 else 0)
