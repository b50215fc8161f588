use super::*;

fn assert_heads(table: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (key, heads) in table {
        for head in *heads {
            if column(head) != Some(*key) {
                wrong.push(format!("{head}: {:?}, not {key}", column(head)));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn english_headings() {
    assert_heads(&[
        (
            "id",
            &["No.", "#", "№", "Ref", "ID", "WBS", "Code", "S/N", "Ref. No", "Activity ID", "N°"],
        ),
        (
            "title",
            &[
                "Action(s)",
                "Activity/Activities",
                "Activity / Output",
                "Output / Activity",
                "Task(s)",
                "Task Name",
                "Key action:",
                "1. Activity",
                "What",
                "PLANNED ACTIVITIES",
                "Key\nactivities",
                "Activities 2025",
                "A. Action",
                "(1) Activities",
                "What?",
                "Description of activities",
                "List of key activities",
                "Activity *",
            ],
        ),
        (
            "owners",
            &[
                "Lead",
                "Lead agency",
                "Responsible",
                "Owner",
                "Who",
                "Lead / Responsible",
                "2. Responsible\norganization",
                "Lead agency(ies)",
                "Responsible Party",
                "Assigned To",
            ],
        ),
        (
            "partners",
            &["Implementing partner", "Implementing partner(s)", "Partners", "Supporting agencies"],
        ),
        ("contact", &["Focal point", "Focal Points", "Contact person", "Person responsible"]),
        ("contact.email", &["E-mail", "Email address", "Email"]),
        (
            "start",
            &[
                "Start",
                "Start date",
                "From",
                "Planned start date",
                "Start (dd/mm/yyyy)",
                "Start date dd/mm/yyyy",
            ],
        ),
        (
            "due",
            &[
                "Deadline",
                "Due",
                "End",
                "Finish",
                "By when",
                "Timeline",
                "Timeframe",
                "When",
                "Due date:",
                "End (planned)",
                "Deadline 2025",
            ],
        ),
        ("completed", &["Completed on", "End (actual)", "Actual finish", "Date completed"]),
        ("status", &["Status", "State", "Status 2025", "Implementation status"]),
        ("progress", &["Progress", "% complete", "%", "Progress (%)", "Percent complete"]),
        (
            "budget.required",
            &[
                "Budget",
                "Cost",
                "Amount",
                "Budget (USD)",
                "Cost in USD",
                "Budget, EUR",
                "Budget US$",
                "4. Budget",
                "Estimated cost (in thousands of USD)",
                "Budget 2025 (USD)",
                "Budget USD '000",
            ],
        ),
        ("budget.spent", &["Expenditure", "Budget (spent)", "Actual cost"]),
        (
            "remarks",
            &[
                "Remarks",
                "Comments",
                "Notes",
                "Comments / Remarks",
                "Notes and comments",
                "Comments & observations",
            ],
        ),
        ("deliverables", &["Output(s)", "Deliverable", "Deliverables", "Expected results"]),
        ("milestones", &["Milestones", "Key milestones"]),
        ("indicators", &["Indicator(s)", "KPI", "KPIs", "Performance indicators"]),
        ("indicator.baseline", &["Baseline", "Baseline (2024)"]),
        ("indicator.target", &["Target", "Target 2025", "Target value"]),
        ("indicator.actual", &["Actual"]),
        (
            "indicator.verification",
            &["Means of verification", "MoV", "Source of verification", "means_of_verification"],
        ),
        ("themes", &["Themes", "Cross-cutting issues"]),
        ("description", &["Description", "Details"]),
        ("priority", &["Priority", "Pillar", "Strategic objective", "Outcome"]),
        ("depends_on", &["Predecessors"]),
    ]);
}

#[test]
fn headings_in_other_languages() {
    assert_heads(&[
        (
            "id",
            &[
                "N°",
                "Numéro",
                "Nº",
                "Número",
                "Código",
                "رقم",
                "الرقم",
                "序号",
                "编号",
                "№ п/п",
                "№",
                "Номер",
            ],
        ),
        (
            "title",
            &[
                "Activités",
                "Activité(s)",
                "Actions à mener",
                "Tâches",
                "Mesures",
                "Actividades",
                "Acción",
                "Tareas",
                "¿Qué?",
                "Nombre de la actividad",
                "Atividades",
                "Ações",
                "Tarefa",
                "O quê",
                "النشاط",
                "الأنشطة",
                "نشاط",
                "المهام",
                "活动",
                "任务",
                "活动名称",
                "工作内容",
                "措施",
                "Мероприятие",
                "Мероприятия",
                "Задача",
                "Наименование мероприятия",
                "Activité / Activity",
                "Actividad/Activity",
                "活动 Activity",
                "活动/任务",
                "Мероприятие / Activity",
                "Activity النشاط",
                "Activité/Produit",
                "1. Мероприятия",
            ],
        ),
        (
            "owners",
            &[
                "Responsable",
                "Responsable(s)",
                "Chef de file",
                "Agence responsable",
                "Qui",
                "Responsables",
                "Entidad responsable",
                "¿Quién?",
                "Responsável",
                "Entidade responsável",
                "Quem",
                "الجهة المسؤولة",
                "المسؤول",
                "الجهة المنفذة",
                "负责单位",
                "责任单位",
                "牵头单位",
                "负责人",
                "Ответственный",
                "Ответственные исполнители",
                "Исполнитель",
                "Ответственный / Responsible",
                "负责单位/牵头单位",
            ],
        ),
        (
            "due",
            &[
                "Échéance",
                "Date limite",
                "Délai",
                "Calendrier",
                "Fecha límite",
                "Plazo",
                "Cronograma",
                "Fecha fin",
                "Prazo",
                "Data de fim",
                "Data limite",
                "تاريخ الانتهاء",
                "الموعد النهائي",
                "الجدول الزمني",
                "截止日期",
                "完成时限",
                "时间",
                "结束日期",
                "Срок",
                "Сроки исполнения",
                "Дата окончания",
                "Период",
                "Quand",
                "Cuándo",
            ],
        ),
        (
            "start",
            &[
                "Début",
                "Date de début",
                "Fecha de inicio",
                "Início",
                "Data de início",
                "تاريخ البدء",
                "开始日期",
                "开始时间",
                "Начало",
                "Дата начала",
            ],
        ),
        (
            "status",
            &[
                "Statut",
                "État d'avancement",
                "Estado",
                "Situação",
                "الحالة",
                "حالة التنفيذ",
                "状态",
                "Статус",
                "Состояние",
            ],
        ),
        (
            "progress",
            &[
                "% d'avancement",
                "Taux de réalisation (%)",
                "Avance",
                "% de avance",
                "Progresso",
                "نسبة الإنجاز",
                "进度",
                "完成率",
                "Прогресс",
                "% выполнения",
            ],
        ),
        (
            "remarks",
            &[
                "Observations",
                "Commentaires",
                "Observaciones",
                "Observações",
                "ملاحظات",
                "الملاحظات",
                "备注",
                "Примечание",
                "Примечания",
            ],
        ),
        (
            "budget.required",
            &[
                "Coût (€)",
                "Montant",
                "Budget (en FCFA)",
                "Presupuesto",
                "Costo estimado",
                "Orçamento",
                "Custo",
                "الميزانية",
                "التكلفة",
                "预算",
                "经费",
                "预算（万元）",
                "Бюджет",
                "Стоимость, тыс. руб.",
                "Бюджет (долл. США)",
                "Budget en euros",
            ],
        ),
        (
            "contact.email",
            &[
                "Courriel",
                "Correo electrónico",
                "Correo",
                "البريد الإلكتروني",
                "البريد",
                "邮箱",
                "电子邮件",
                "Почта",
                "Электронная почта",
            ],
        ),
        (
            "contact",
            &[
                "Point focal",
                "Punto focal",
                "Ponto focal",
                "ضابط الاتصال",
                "联系人",
                "Контактное лицо",
            ],
        ),
        (
            "partners",
            &[
                "Partenaires",
                "Socios",
                "Parceiros",
                "الشركاء",
                "合作伙伴",
                "Партнеры",
                "Партнёры",
                "Соисполнители",
            ],
        ),
        (
            "deliverables",
            &[
                "Produit",
                "Livrables",
                "Producto",
                "Produto",
                "المخرجات",
                "产出",
                "Результат",
                "Ожидаемый результат",
            ],
        ),
        (
            "indicators",
            &["Indicateur", "Indicadores", "المؤشرات", "指标", "Показатель", "Индикатор"],
        ),
        (
            "indicator.verification",
            &[
                "Moyens de vérification",
                "Medios de verificación",
                "Meios de verificação",
                "وسائل التحقق",
                "Средства проверки",
            ],
        ),
        (
            "priority",
            &[
                "Axe stratégique",
                "Objectif",
                "Objetivo",
                "Eixo",
                "المحور",
                "目标",
                "Направление",
                "Цель",
            ],
        ),
    ]);
}

#[test]
fn headings_as_published_plans_have_them() {
    assert_heads(&[
        ("id", &["Task #", "Item #", "Nº de orden", "№\nп/п", "序 号"]),
        (
            "title",
            &[
                "任 务",
                "重点任务",
                "Activity Name/Title",
                "Title of activity",
                "Key Activities and Sub-activities",
            ],
        ),
        (
            "owners",
            &[
                "Lead Agency & Partners",
                "Responsable / Partenaires",
                "Implementing Agency/Partner",
                "责任单位及责任人",
                "责 任 单 位",
            ],
        ),
        ("due", &["Date End", "Time Frame 2025", "完成时间", "Timeline/Deadline", "Timescale"]),
        ("status", &["Status as of June 2025", "Status (Not started/In progress/Completed)"]),
        (
            "indicators",
            &["Indicators/Targets", "Indicator & MoV", "Key Performance Indicator (KPI)"],
        ),
        (
            "budget.required",
            &["Coût total (F CFA)", "Est. cost", "Объем финансирования, тыс. рублей"],
        ),
    ]);
    assert!(is_timeline("Time Frame 2025") && is_timeline("Timeline/Deadline"));
}

#[test]
fn words_of_doubt_are_not_taken_for_something_else() {
    for head in [
        "BudgetCode",
        "Active",
        "NOV",
        "DEC",
        "Q1",
        "2025",
        "Modality",
        "",
        "-",
        "Actionable",
        "Not a budget",
        "Number of participants",
        "Activity budget code",
        "Lead time",
        "Status of forest cover",
        "Lead / Status",
        "Start / End of what",
        "Shop",
        "Town",
        "Kind regards",
        "Activity not started",
        "1",
    ] {
        assert_eq!(column(head), None, "{head}");
    }
}

#[test]
fn titles_have_a_strength() {
    for (head, is) in [
        ("Activity", Some(1)),
        ("Task Name", Some(1)),
        ("Title", Some(1)),
        ("What", Some(1)),
        ("Activity / Output", Some(1)),
        ("任务", Some(1)),
        ("Мероприятие", Some(1)),
        ("النشاط", Some(1)),
        ("Atividades", Some(1)),
        ("Activités 2025", Some(1)),
        ("Sub-activity", Some(2)),
        ("Project", Some(2)),
        ("Nombre", Some(2)),
        ("Output", Some(3)),
        ("Deliverable(s)", Some(3)),
        ("产出", Some(3)),
        ("Description", Some(4)),
        ("描述", Some(4)),
        ("Objective", Some(5)),
        ("Objectif", Some(5)),
        ("Pillar", None),
        ("Status", None),
        ("Active", None),
    ] {
        assert_eq!(title_rank(head), is, "{head}");
    }
}

#[test]
fn some_headings_ask_for_a_range() {
    for head in [
        "Timeline",
        "Time frame",
        "Timeframe:",
        "Period",
        "When?",
        "3. Timeline",
        "Timeline (2025)",
        "Calendrier",
        "Cronograma",
        "时间",
        "Период",
        "الجدول الزمني",
        "Calendrier / Timeline",
        "Quarter",
        "Período",
    ] {
        assert!(is_timeline(head), "{head}");
    }
    for head in [
        "Deadline",
        "Due",
        "End",
        "By when",
        "Срок",
        "截止日期",
        "Échéance",
        "Timeline of what",
        "",
    ] {
        assert!(!is_timeline(head), "{head}");
    }
}
