"""Holds exports for IATI against the published schema and the official ruleset: of the sample plans, and of random ones that say all that IATI asks for.

Usage: iati.py WORKPLAN FOLDER SCHEMA, with lxml. FOLDER is written to; SCHEMA is iati-activities-schema.xsd of IATI 2.03.
"""

import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
from decimal import Decimal, InvalidOperation

from lxml import etree

RULESET = json.loads(pathlib.Path("tests/schemas/iati-ruleset.json").read_text())
TODAY = datetime.date.today()
# What the samples do not say, because the public record does not: language, sector, place and a registered identifier.
NOT_IN_THE_SAMPLES = {"4.1.1", "6.2.2", "3.7.1", "3.7.2", "1.1.21", "102.1.1"}
PLANS = 60


def texts(context, path):
    """The texts that a path finds."""
    found = context.xpath(path)
    if not isinstance(found, list):
        return [str(found)]
    return [item if isinstance(item, str) else "".join(item.itertext()) for item in found]


def all_texts(context, paths):
    return [text for path in paths for text in texts(context, path)]


def dates(context, path):
    if path == "NOW":
        return [TODAY]
    return [datetime.date.fromisoformat(text[:10]) for text in texts(context, path)]


def truth(context, path):
    return bool(context.xpath(f"boolean({path})"))


def number(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def atleast_one(context, case):
    return any(context.xpath(path) for path in case["paths"])


def no_more_than_one(context, case):
    return sum(len(context.xpath(path)) for path in case["paths"]) <= 1


def only_one_of(context, case):
    return not (any(context.xpath(path) for path in case["paths"]) and any(context.xpath(path) for path in case["excluded"]))


def one_or_all(context, case):
    if context.xpath(case["one"]):
        return True
    if case["all"] == "lang":
        return all(one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in context.iter("narrative"))
    if case["all"] == "currency":
        return all(one.get("currency") for one in context.iter("value", "loan-status", "forecast"))
    transactions = context.findall("transaction")
    having = [one for one in transactions if one.find("sector") is not None]
    return len(having) in (0, len(transactions))


def unique(context, case):
    found = all_texts(context, case["paths"])
    return len(found) == len(set(found))


def no_spaces(context, case):
    return all(text == text.strip() for text in all_texts(context, case["paths"]))


def startswith(context, case):
    # Which agencies register identifiers is a list of its own.
    if case["prefix"] == ["ORG-ID-PREFIX"]:
        return True
    begins = tuple(text + case.get("separator", "") for text in all_texts(context, case["prefix"]))
    return all(text.startswith(begins) for text in all_texts(context, case["paths"]))


def regex_matches(context, case):
    return all(re.search(case["regex"], text) for text in all_texts(context, case["paths"]))


def regex_no_matches(context, case):
    return not any(re.search(case["regex"], text) for text in all_texts(context, case["paths"]))


def strict_sum(context, case):
    return sum(number(text) for text in all_texts(context, case["paths"])) == number(str(case["sum"]))


def loose_sum(context, case):
    return not all_texts(context, case["paths"]) or strict_sum(context, case)


def within(context, case):
    return all(number(str(case["min"])) <= number(text) <= number(str(case["max"])) for text in all_texts(context, case["paths"]))


def date_order(context, case):
    less, more = dates(context, case["less"]), dates(context, case["more"])
    return all(one <= other for one in less for other in more)


def date_now(context, case):
    return all(day <= TODAY for day in dates(context, case["date"]))


def between_dates(context, case):
    start, end = dates(context, case["start"]), dates(context, case["end"])
    return all(first <= day <= last for day in dates(context, case["date"]) for first in start[:1] for last in end[:1])


def time_limit(context, case):
    pairs = zip(dates(context, case["start"]), dates(context, case["end"]))
    return all((end - start).days <= 366 for start, end in pairs)


def if_then(context, case):
    return not truth(context, case["if"]) or truth(context, case["then"])


RULES = {
    "atleast_one": atleast_one,
    "no_more_than_one": no_more_than_one,
    "only_one_of": only_one_of,
    "one_or_all": one_or_all,
    "unique": unique,
    "no_spaces": no_spaces,
    "startswith": startswith,
    "regex_matches": regex_matches,
    "regex_no_matches": regex_no_matches,
    "strict_sum": strict_sum,
    "sum": loose_sum,
    "range": within,
    "date_order": date_order,
    "date_now": date_now,
    "between_dates": between_dates,
    "time_limit": time_limit,
    "if_then": if_then,
}


def put(value, text):
    """A case with `$1` filled in."""
    if isinstance(value, str):
        return value.replace("$1", text)
    return [put(item, text) for item in value] if isinstance(value, list) else value


def broken(context, name, case):
    """The rules that a context breaks: id, severity and message."""
    if name == "loop":
        for text in sorted(set(texts(context, case["foreach"]))):
            for inner, rule in case["do"].items():
                for one in rule["cases"]:
                    yield from broken(context, inner, {key: put(value, text) for key, value in one.items()})
        return
    if "condition" in case and not truth(context, case["condition"]):
        return
    if not RULES[name](context, case):
        yield case["ruleInfo"]["id"], case["ruleInfo"]["severity"], case["ruleInfo"]["message"]


def findings(document):
    """What the ruleset has to say about a document, each with the activity."""
    for path, rules in RULESET.items():
        for context in document.xpath(path):
            activity = next((one for one in [context, *context.iterancestors()] if one.tag == "iati-activity"), None)
            for name, rule in rules.items():
                for case in rule["cases"]:
                    for id, severity, message in broken(context, name, case):
                        yield id, severity, message, activity.findtext("iati-identifier") if activity is not None else ""


def test_the_rules():
    """Each kind of fault that the export once had is seen: a rule that finds nothing proves nothing."""
    document = etree.fromstring(
        """<iati-activities><iati-activity>
        <iati-identifier>2024-1</iati-identifier><reporting-org ref="XM-EXAMPLE-7"/><title><narrative>T</narrative></title>
        <description><narrative/></description><participating-org role="2"/>
        <activity-date type="1" iso-date="2024-05-01"/><activity-date type="3" iso-date="2024-04-01"/>
        <activity-date type="2" iso-date="2999-01-01"/>
        <budget><period-start iso-date="2024-01-01"/><period-end iso-date="2025-06-30"/><value>1</value></budget>
        <recipient-region vocabulary="1" code="298" percentage="60"/><recipient-country code="KE" percentage="50"/>
        <result><indicator measure="1"><baseline year="2024" value="many"/></indicator></result>
        </iati-activity></iati-activities>"""
    )
    found = {id for id, *_ in findings(document)}
    wanted = {"1.1.21", "6.2.2", "4.1.1", "7.8.1", "11.1.2", "11.1.4", "7.5.3", "3.4.2", "4.4.1", "6.10.1", "8.8.2"}
    assert wanted <= found, f"not seen: {sorted(wanted - found)}"


WORDS = ["Map the routes", "Écoles & <santé>", "متابعة", "气候变化", "Train 12 officers, \"twice\"", "A; b | c"]


def random_plan(dice):
    """A plan that says all that IATI asks for, with whatever else it may say; and its settings."""
    day = lambda first, last: (datetime.date(first, 1, 1) + datetime.timedelta(days=dice.randrange((last - first + 1) * 365))).isoformat()
    maybe = lambda value: value if dice.random() < 0.6 else None
    words = lambda: dice.choice(WORDS)
    value = lambda: dice.choice([0, 12, "0.5", "7%", "many", 100])
    start, length = dice.randrange(2018, 2026), dice.choice([1, 1, 2, 4])
    ids = ["a", "b", "c"]
    organizations = [{"id": id, "name": words(), "iati": maybe(f"XM-EXAMPLE-{id}"), "translations": maybe({"fr": {"name": words()}})} for id in ids]
    activities = []
    for n in range(dice.randrange(1, 9)):
        status = dice.choice(["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"])
        begin, due = sorted([day(start - 1, start + length), day(start, start + length)])
        completed = max(begin, day(start, start)) if status == "completed" else None
        if status == "completed" and completed > TODAY.isoformat():
            status, completed = "ongoing", None
        own = {"sector": maybe("14030"), "country": maybe("UG"), "region": maybe("298"), "language": maybe("fr")}
        indicator = lambda: {"name": words(), "unit": maybe(dice.choice(["%", "people"])), "baseline": maybe(value()), "target": maybe(value()),
                             "actual": maybe(value()), "verification": maybe(dice.choice(["Survey", "https://example.org/a(b)'|é.pdf"]))}
        activities.append({
            "id": f"{n}", "title": words(), "owners": dice.sample(ids, 2), "partners": maybe([dice.choice(ids)]), "status": status,
            "start": maybe(begin), "due": maybe(due), "completed": completed, "reason": "Why",
            "deliverables": [{"title": words(), "url": maybe("https://example.org/x?y=[1]&z=\"2\"#a#b")} for _ in range(dice.randrange(3))],
            "indicators": [indicator() for _ in range(dice.randrange(3))],
            "budget": maybe({"currency": "USD", "required": dice.choice([0, 0.01, 90000, 123456789012345678])}),
            "sdg_targets": dice.sample(["8.7", "16.a", "5", "goal 5"], 2), "iati": maybe(own), "description": maybe(words()),
            "translations": maybe({"fr": {"title": words()}, "en": {"title": words(), "description": words()}}),
        })
    plan = {"schema": 1, "title": words(), "period": {"start": f"{start}-07-01", "end": f"{start + length}-06-30"}, "organizations": organizations,
            "chairs": maybe(["a"]), "priorities": [{"id": "p", "title": words(), "activities": activities}]}
    codes = dice.choice([{"country": "KE"}, {"region": "298"}, {"country": "KE", "region": "298"}])
    config = {"schema": 1, "iati": {"reporting_org": {"ref": dice.choice(["XM-EXAMPLE-7", "XM-EXAMPLE-a"]), "type": "40"}, "sector": "15190", "language": "en", **codes}}
    return plan, config


def exported(workplan, arguments, file, strict=False):
    run = subprocess.run([workplan, "export", "--format", "iati", "-o", str(file), *(["--strict"] if strict else []), *arguments], capture_output=True, text=True)
    assert run.returncode == 0, f"{arguments}: {run.stderr}"
    return etree.parse(str(file)), run.stderr


def main(workplan, folder, schema):
    test_the_rules()
    schema = etree.XMLSchema(etree.parse(schema))
    folder = pathlib.Path(folder)
    (folder / "workplans").mkdir(parents=True, exist_ok=True)
    for plan, day in [("2023", "2023-09-15"), ("2024", "2024-09-15")]:
        document, said = exported(workplan, [plan, "--as-of", day], folder / "sample.xml")
        schema.assertValid(document)
        found = {id for id, *_ in findings(document)}
        assert found <= NOT_IN_THE_SAMPLES, f"{plan}: {sorted(found - NOT_IN_THE_SAMPLES)}"
        for key in ["iati.reporting_org.ref", "iati.language", "iati.sector", "iati.country or iati.region"]:
            assert key in said, f"{plan}: {key} is not said to be missing: {said}"
    seed = random.randrange(1 << 32)
    dice = random.Random(seed)
    for _ in range(PLANS):
        plan, config = random_plan(dice)
        (folder / "workplans/plan.yaml").write_text(json.dumps(plan))
        (folder / "workplans/config.yaml").write_text(json.dumps(config))
        as_of = dice.choice(["2019-03-01", "2024-12-31", TODAY.isoformat(), "2031-01-01"])
        arguments = ["plan", "--dir", str(folder / "workplans"), "--as-of", as_of]
        document, said = exported(workplan, arguments, folder / "random.xml", strict=True)
        schema.assertValid(document)
        found = sorted(set(findings(document)))
        assert not found and "error" not in said, f"seed {seed}, {folder}: {found} {said}"
        for budget in document.iter("budget"):
            years = {budget.find(name).get("iso-date")[:4] for name in ("period-start", "period-end")}
            assert len(years) == 1, f"seed {seed}: {years}"
        for activity, written in zip(document.iter("iati-activity"), plan["priorities"][0]["activities"]):
            budgets = sum(Decimal(one.text) for one in activity.iterfind("budget/value"))
            assert budgets == Decimal(str((written["budget"] or {"required": 0})["required"])), f"seed {seed}: {budgets}"
    print(f"iati: the samples and {PLANS} random plans pass the schema and the ruleset")


main(*sys.argv[1:])
