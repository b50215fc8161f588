use super::*;

#[test]
fn words_of_seven_languages() {
    let table: [(&str, &[&str]); 6] = [
        (
            "completed",
            &[
                "Done",
                "COMPLETED",
                "Completed.",
                "Finished",
                "Implemented",
                "100%",
                "100 %",
                "Réalisé",
                "réalisée",
                "Terminé",
                "Achevée",
                "Cumplida",
                "Realizado",
                "Concluído",
                "Finalizada",
                "Feito",
                "مكتمل",
                "منجز",
                "تم التنفيذ",
                "已完成",
                "完成",
                "Выполнено",
                "Завершён",
                "исполнено",
                "Completed / Terminé",
                "4. Completed",
                "100% complete",
                "Réalisé à 100%",
                "выполнено на 100 %",
                "Done (completed)",
            ],
        ),
        (
            "ongoing",
            &[
                "In progress",
                "on-going",
                "Ongoing",
                "En cours",
                "En curso",
                "En ejecución",
                "Em andamento",
                "Em curso",
                "قيد التنفيذ",
                "جاري العمل",
                "进行中",
                "В работе",
                "выполняется",
                "Partially completed",
                "部分完成",
                "Частично выполнено",
                "partiellement réalisé",
                "Parcialmente cumplida",
                "2 - In progress",
            ],
        ),
        (
            "planned",
            &[
                "Not started",
                "Planned",
                "Not yet started",
                "To do",
                "Non démarré",
                "Pas encore commencé",
                "À faire",
                "No iniciado",
                "Sin iniciar",
                "Pendiente",
                "Não iniciado",
                "Planejado",
                "لم يبدأ",
                "لم يبدأ بعد",
                "未开始",
                "Не начато",
                "Запланировано",
            ],
        ),
        (
            "on_hold",
            &[
                "On hold",
                "Suspendu",
                "En pause",
                "En espera",
                "Suspensa",
                "معلق",
                "暂停",
                "Приостановлено",
            ],
        ),
        (
            "postponed",
            &[
                "Postponed",
                "Deferred",
                "Reporté",
                "Aplazada",
                "Adiado",
                "مؤجل",
                "延期",
                "Отложено",
                "Перенесено",
            ],
        ),
        (
            "cancelled",
            &["Cancelled", "Canceled", "Annulé", "Cancelada", "ملغى", "已取消", "Отменено"],
        ),
    ];
    for (status, texts) in table {
        for text in texts {
            assert_eq!(status_text(text), StatusText::Known(status), "{text}");
        }
    }
}

#[test]
fn a_negation_never_means_its_opposite() {
    for text in [
        "not completed",
        "Not yet completed",
        "Incomplete",
        "unfinished",
        "Not done",
        "To be completed",
        "to be done by June",
        "will be completed in May 2025",
        "No completada",
        "no cumplida",
        "No se ha realizado",
        "por completar",
        "non réalisé",
        "Non réalisée",
        "pas terminé",
        "n’a pas été réalisé",
        "inachevé",
        "Não concluído",
        "não foi realizado",
        "incompleto",
        "غير مكتمل",
        "لم يكتمل",
        "لم يتم التنفيذ",
        "未完成",
        "尚未完成",
        "没有完成",
        "не выполнено",
        "Не завершён",
        "невыполнено",
        "Не было исполнено",
        "Completed - not published",
        "not completed 12 May 2025",
        "isn't finished",
        "Uncompleted",
        "UNDELIVERED",
        "nearly finished",
        "预计6月完成",
        "would have been done",
    ] {
        assert_eq!(status_text(text), StatusText::Negated, "{text}");
    }
}

#[test]
fn shares_are_progress() {
    for (text, share) in [
        ("50 %", "50"),
        ("50%", "50"),
        ("0%", "0"),
        ("réalisé à 50%", "50"),
        ("Réalisé à hauteur de 50%", ""),
        ("80% complete", "80"),
        ("80 % done", "80"),
        ("In progress (40%)", "40"),
        ("En cours à 12,5 %", "12.5"),
        ("avance del 30%", "30"),
        ("cumplido al 70%", "70"),
        ("выполнено на 60 %", "60"),
        ("完成50%", "50"),
        ("已完成 80％", "80"),
        ("منجز بنسبة 40٪", "40"),
        ("concluído a 25%", "25"),
    ] {
        if share.is_empty() {
            assert!(matches!(status_text(text), StatusText::Unknown(_)), "{text}");
        } else {
            assert_eq!(status_text(text), StatusText::Share(share.to_owned()), "{text}");
        }
    }
    for text in
        ["120%", "50% or 60%", "half", "50", "-5%", "50% of the money is missing", "100% en cours"]
    {
        assert!(matches!(status_text(text), StatusText::Unknown(_)), "{text}");
    }
}

#[test]
fn completed_on_a_day() {
    for (text, day) in [
        ("validé le 19/07/2024", "19/07/2024"),
        ("done 12 May 2025", "12 May 2025"),
        ("Completed on 12 May 2025", "12 May 2025"),
        ("Completed: 2025-05-12", "2025-05-12"),
        ("Completed (May 2025)", "May 2025"),
        ("Completed in May 2025", "May 2025"),
        ("Finished Q1 2025", "Q1 2025"),
        ("12/05/2025 - done", "12/05/2025"),
        ("Realizado el 12 de mayo de 2025", "12 de mayo de 2025"),
        ("concluído em 12/05/2025", "12/05/2025"),
        ("выполнено 12.05.2025", "12.05.2025"),
        ("Завершено 12 мая 2025 г.", "12 мая 2025 г"),
        ("2024年7月19日完成", "2024年7月19日"),
        ("已于2024年7月19日完成", "2024年7月19日"),
        ("完成于2024年7月19日", "2024年7月19日"),
        ("تم التنفيذ في 12 مايو 2025", "12 مايو 2025"),
        ("Réalisé en mai 2025", "mai 2025"),
    ] {
        assert_eq!(status_text(text), StatusText::CompletedOn(day.to_owned()), "{text}");
    }
}

#[test]
fn other_texts_are_asked() {
    for (text, guess) in [
        ("wobbly", None),
        ("Completed - report published", Some("completed")),
        ("Completed, with thanks", Some("completed")),
        ("Ongoing with delays", Some("ongoing")),
        ("En cours, pas encore terminé", Some("ongoing")),
        ("Not started: to be done in June", Some("planned")),
        ("On hold (50%)", Some("on_hold")),
        ("Terminé - voir rapport", Some("completed")),
        ("进行中，等待批准", Some("ongoing")),
        ("В работе: проект готов", Some("ongoing")),
        ("✓", Some("completed")),
        ("Completed/Ongoing", None),
        ("Done by others", None),
        ("Delayed", Some("ongoing")),
        ("En retard", Some("ongoing")),
        ("Approved", Some("completed")),
        ("completed?", Some("completed")),
        ("Completed by end of June", None),
        ("Green", None),
        ("", None),
        ("12 May 2025", None),
        ("see remarks", None),
        ("no funds", None),
        ("Completion expected soon", None),
    ] {
        assert_eq!(status_text(text), StatusText::Unknown(guess), "{text}");
    }
}
