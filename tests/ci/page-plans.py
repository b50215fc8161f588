"""Writes the plans that page.sh looks at, into the folder that is named: one with a history in git, and odd ones."""

import json, os, pathlib, re, shutil, subprocess, sys

out = pathlib.Path(sys.argv[1])
shutil.rmtree(out, ignore_errors=True)
git, odd = out / "git", out / "odd" / "workplans"
git.mkdir(parents=True)
odd.mkdir(parents=True)
shutil.copytree("workplans", git / "workplans")


def run(*words, day):
    author = ["-c", "user.name=A. Example", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    zone = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z"}
    subprocess.run(["git", *author, *words], cwd=git, env=os.environ | zone, check=True, stdout=subprocess.DEVNULL)


files = {path: path.read_text(encoding="utf-8") for path in (git / "workplans" / "2024").glob("*.yaml")}
run("init", "--quiet", day="2024-01-10")
for month in range(1, 10):
    day = f"2024-{month:02}-10"
    for path, text in files.items():
        # What was completed later was still under way.
        for found in re.finditer(r"\n +completed: *([0-9-]{10})", text):
            if found[1] > day:
                block = files[path][files[path].rfind("- id:", 0, found.start()) : found.end()]
                text = text.replace(block, block.replace("status: completed", "status: ongoing").replace(found[0], ""))
        path.write_text(text, encoding="utf-8")
    run("add", "--all", day=day)
    run("commit", "--quiet", "--allow-empty", "--message", day, day=day)
    if month == 1:
        run("tag", "v2024", day=day)
plan, field = git / "workplans/2024/plan.yaml", git / "workplans/2024/1-field.yaml"
plan.write_text(plan.read_text(encoding="utf-8").replace("\ntarget:", "\nbaseline: v2024\ntarget:", 1), encoding="utf-8")
text = field.read_text(encoding="utf-8").replace("due: 2024-Q2\n", "due: 2024-08\n", 1).replace("due: 2024-11-30\n", "due: 2024-12-20\n", 1)
field.write_text(text, encoding="utf-8")


def activity(number, title, owner, **more):
    month = number % 12 + 1
    base = {"id": f"a{number}", "title": title, "owners": [owner], "themes": ["t1"], "status": "planned", "due": f"2024-{month:02}-20"}
    status = ["planned", "ongoing", "completed", "on_hold", "cancelled"][number % 5]
    base["status"] = status
    if status == "completed":
        base["completed"] = "2024-02-01"
    if status in ("on_hold", "cancelled"):
        base["reason"] = title[:200]
    return base | more


def write(name, title, priorities, owners=("x",), themes=("Theme",), names=None):
    organizations = [{"id": one, "name": (names or {}).get(one, f"Organization {one}"), "focal_points": [{"name": title[:60], "email": f"{one}@example.org"}]} for one in owners]
    listed = [{"id": f"t{number + 1}", "title": theme} for number, theme in enumerate(themes)]
    plan = {"schema": 1, "title": title, "period": {"start": "2024-01-01", "end": "2024-12-31"}, "target": 80, "themes": listed, "priorities": priorities, "organizations": organizations}
    (odd / f"{name}.yaml").write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")


def priority(number, title, activities):
    return {"id": f"p{number}", "title": title, "activities": activities}


arabic, chinese = "خطة العمل المشتركة لمكافحة الاتجار بالأشخاص", "反对贩运人口机构间协调小组年度共同工作计划"
steps = {"milestones": [{"title": "نص", "due": "2024-05-01"}], "deliverables": [{"title": "تقرير", "url": "https://example.org/ar"}]}
write("arabic", arabic, [priority(n, "الأولوية " + arabic, [activity(n * 10 + k, f"{arabic} {k}", "x", **steps) for k in range(6)]) for n in range(3)], themes=["الموضوع", "المناصرة"], names={"x": "منظمة المثال"})
write("chinese", chinese, [priority(n, "优先事项" + chinese, [activity(n * 10 + k, f"{chinese}{k}", "x") for k in range(6)]) for n in range(3)], themes=["主题", "宣传"], names={"x": "示例组织"})
many = [f"o{number}" for number in range(60)]
write("sixty", "Sixty owners", [priority(n, f"Priority {n}", [activity(n * 60 + k, f"Activity of owner {k}", many[k]) for k in range(60)]) for n in range(2)], owners=many, themes=[f"Theme number {n}" for n in range(12)])
write("long", "Long " + "word " * 2000, [priority(1, "W" * 10000, [activity(k, ("x" * 10000, "word " * 2000, "<script>alert(1)</script> | `a` " * 300)[k].strip(), "x") for k in range(3)])], names={"x": "N" * 3000})
write("empty", "Without activities", [])
write("single", "One priority, no themes", [priority(1, "Only", [{"id": "a", "title": "Without dates", "owners": ["x"], "status": "planned"}])], themes=[])
hundreds = [priority(n, f"Priority {n} of ten", [activity(n * 100 + k, f"Activity {n}.{k}: train practitioners and publish the joint guidance", many[k % 60], description="Two lines of text that tell what this is about, and who does what by when.", milestones=[{"title": "Draft agreed", "due": "2024-03-01"}]) for k in range(100)]) for n in range(10)]
write("thousand", "A thousand activities", hundreds, owners=many, themes=["Survivors", "Gender", "Data"])
