//! Texts of one form: codes, colours, names of files. One row for the reader, the messages and the
//! JSON Schema.

use crate::diagnostic::{Message, message};
use crate::text::first_unseen;

/// A form that a text has.
#[derive(Debug)]
pub struct Form {
    /// The pattern for JSON Schema.
    pub pattern: &'static str,
    /// Whether a text has it.
    pub is_valid: fn(&str) -> bool,
    /// The form in words, with an article and an example.
    pub wants: fn() -> Message,
    /// An example.
    pub example: &'static str,
}

/// An identifier that is registered with IATI. A slash, `&`, `|` and `?` are refused by its
/// validator.
pub static IDENTIFIER: Form = Form {
    pattern: r"^[^\s/&|?]+-[^\s/&|?]+$",
    is_valid: |text| {
        let parts =
            text.split_once('-').filter(|(agency, own)| !agency.is_empty() && !own.is_empty());
        let is_odd = |c: char| c.is_whitespace() || "/&|?".contains(c);
        parts.is_some() && !text.contains(is_odd) && first_unseen(text).is_none()
    },
    wants: || {
        message!(
            "format.iati-identifier",
            "an identifier that is registered with IATI, such as XM-DAC-30010"
        )
    },
    example: "XM-DAC-30010",
};

/// A purpose code of the Development Assistance Committee (DAC).
pub static SECTOR: Form = Form {
    pattern: "^[0-9]{5}$",
    is_valid: |text| text.len() == 5 && is_number(text),
    wants: || message!("format.purpose-code", "a DAC purpose code of five digits, such as 15190"),
    example: "15190",
};

/// A country.
pub static COUNTRY: Form = Form {
    pattern: "^[A-Z]{2}$",
    is_valid: |text| COUNTRIES.split(' ').any(|code| code == text),
    wants: || {
        message!(
            "format.country-code",
            "an ISO 3166-1 country code of two capital letters, such as KE"
        )
    },
    example: "KE",
};

/// A region.
pub static REGION: Form = Form {
    pattern: "^[0-9]{2,4}$",
    is_valid: |text| (2..=4).contains(&text.len()) && is_number(text),
    wants: || {
        message!(
            "format.region-code",
            "a DAC region code, such as 298 (Africa) or 998 (developing countries)"
        )
    },
    example: "298",
};

/// A language.
pub static LANGUAGE: Form = Form {
    pattern: "^[a-z]{2}$",
    is_valid: |text| LANGUAGES.split(' ').any(|code| code == text),
    wants: || {
        message!(
            "format.language-code",
            "an ISO 639-1 language code of two small letters, such as en"
        )
    },
    example: "en",
};

/// A type of organization.
pub static ORGANIZATION_TYPE: Form = Form {
    pattern: "^[0-9]{2}$",
    is_valid: |text| ORGANIZATION_TYPES.split(' ').any(|code| code == text),
    wants: || {
        message!(
            "format.organization-type",
            "a code of IATI's list of organization types, such as 40 (multilateral)"
        )
    },
    example: "40",
};

/// A colour.
pub static COLOUR: Form = Form {
    pattern: "^#?[0-9A-Fa-f]{6}$",
    is_valid: |text| {
        let digits = text.strip_prefix('#').unwrap_or(text);
        digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    },
    wants: || {
        message!(
            "format.colour",
            "a colour of six hexadecimal digits in quotes, such as \"#1a5fb4\""
        )
    },
    example: "#1a5fb4",
};

/// A picture in the folder.
pub static PICTURE: Form = Form {
    pattern: r"^[^/\\:\s.]([^\\:\n]*)\.([Pp][Nn][Gg]|[Jj][Pp][Ee]?[Gg]|[Ss][Vv][Gg])$",
    is_valid: is_picture,
    wants: || {
        message!(
            "format.picture",
            "the name of a picture in the workplans folder (.png, .jpg or .svg), such as logo.svg"
        )
    },
    example: "logo.svg",
};

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// A path that stays in the folder, with the ending of a picture.
fn is_picture(text: &str) -> bool {
    let name = text.to_ascii_lowercase();
    let is_part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.trim() == part;
    [".png", ".jpg", ".jpeg", ".svg"].iter().any(|ending| name.ends_with(ending))
        && !text.contains(|c: char| c == '\\' || c == ':' || c.is_control())
        && text.split('/').all(is_part)
}

/// The countries of ISO 3166-1, and Kosovo.
const COUNTRIES: &str = concat!(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH ",
    "CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN ",
    "GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH \
    KI KM KN KP KR KW KY KZ LA LB LC LI ",
    "LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA \
    NC NE NF NG NI NL NO NP NR NU NZ OM ",
    "PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL \
    SM SN SO SR SS ST SV SX SY SZ TC TD ",
    "TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW",
);

/// The languages of ISO 639-1.
const LANGUAGES: &str = concat!(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cv cy da \
    de dv dz ee el en eo es et eu fa ff ",
    "fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz id ig ii ik io is it iu ja jv ka \
    kg ki kj kk kl km kn ko kr ks ku kv ",
    "kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv \
    ny oc oj om or os pa pi pl ps pt qu ",
    "rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn \
    to tr ts tt tw ty ug uk ur uz ve vi ",
    "vo wa wo xh yi yo za zh zu",
);

/// IATI's types of organizations.
const ORGANIZATION_TYPES: &str = "10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_knows_its_own() {
        let forms = [
            &IDENTIFIER,
            &SECTOR,
            &COUNTRY,
            &REGION,
            &LANGUAGE,
            &ORGANIZATION_TYPE,
            &COLOUR,
            &PICTURE,
        ];
        for form in forms {
            assert!((form.is_valid)(form.example), "{}", (form.wants)());
            assert!(!(form.is_valid)("") && !(form.is_valid)("a b"), "{}", (form.wants)());
        }
        for (form, wrong) in [
            (&IDENTIFIER, "10"),
            (&IDENTIFIER, "XM-DAC/7"),
            (&SECTOR, "140"),
            (&COUNTRY, "ke"),
            (&COUNTRY, "UK"),
            (&LANGUAGE, "EN"),
            (&LANGUAGE, "xx"),
            (&ORGANIZATION_TYPE, "41"),
            (&COLOUR, "blue"),
            (&PICTURE, "../logo.svg"),
            (&PICTURE, "/logo.svg"),
            (&PICTURE, "https://example.org/logo.svg"),
            (&PICTURE, "logo.exe"),
        ] {
            assert!(!(form.is_valid)(wrong), "{wrong}");
        }
        assert!((COLOUR.is_valid)("1a5fb4") && (PICTURE.is_valid)("pictures/Logo 1.PNG"));
    }
}
