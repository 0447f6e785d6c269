"""The grounds the law gives for processing personal data, each once, with its citation.

Sources: UK GDPR Articles 6, 9 and 10; Data Protection Act 2018 (DPA) sections 10, 35 and 42 and
Schedules 1 and 8. Values are stable and stand in files, documents and exports.
"""

from django.db import models


class LegalRegime(models.TextChoices):
    """Which law governs an activity: exactly one (DPA 2018 section 29 splits the two)."""

    UK_GDPR = "uk-gdpr", "UK GDPR (general processing)"
    LAW_ENFORCEMENT = "dpa-part-3", "DPA 2018 Part 3 (law enforcement)"


class LawfulBasis(models.TextChoices):
    """UK GDPR Article 6(1), and DPA 2018 section 35(2) for law enforcement."""

    CONSENT = "6-1-a", "Consent: Article 6(1)(a)"
    CONTRACT = "6-1-b", "Contract: Article 6(1)(b)"
    LEGAL_OBLIGATION = "6-1-c", "Legal obligation: Article 6(1)(c)"
    VITAL_INTERESTS = "6-1-d", "Vital interests: Article 6(1)(d)"
    PUBLIC_TASK = "6-1-e", "Public task: Article 6(1)(e)"
    RECOGNISED_INTEREST = "6-1-ea", "Recognised legitimate interest: Article 6(1)(ea)"
    LEGITIMATE_INTERESTS = "6-1-f", "Legitimate interests: Article 6(1)(f)"
    LE_CONSENT = "35-2-a", "Law enforcement, with consent: DPA section 35(2)(a)"
    LE_TASK = "35-2-b", "Law enforcement task: DPA section 35(2)(b)"


LAW_ENFORCEMENT_BASES = frozenset({LawfulBasis.LE_CONSENT, LawfulBasis.LE_TASK})

# What a draft says of a purpose whose lawful basis nobody has stated. It is no basis, so it is not
# among those of the law: nothing that follows from a basis follows from it.
BASIS_TO_BE_SUPPLIED = "missing"
PURPOSE_BASES = [*LawfulBasis.choices, (BASIS_TO_BE_SUPPLIED, "To be supplied")]


class Article9(models.TextChoices):
    """UK GDPR Article 9(2): when special category data may be processed."""

    EXPLICIT_CONSENT = "9-2-a", "Explicit consent: Article 9(2)(a)"
    EMPLOYMENT = "9-2-b", "Employment and social protection law: Article 9(2)(b)"
    VITAL_INTERESTS = "9-2-c", "Vital interests: Article 9(2)(c)"
    NOT_FOR_PROFIT = "9-2-d", "Not-for-profit bodies: Article 9(2)(d)"
    MADE_PUBLIC = "9-2-e", "Made public by the person: Article 9(2)(e)"
    LEGAL_CLAIMS = "9-2-f", "Legal claims and courts: Article 9(2)(f)"
    SUBSTANTIAL_PUBLIC_INTEREST = "9-2-g", "Substantial public interest: Article 9(2)(g)"
    HEALTH_OR_SOCIAL_CARE = "9-2-h", "Health or social care: Article 9(2)(h)"
    PUBLIC_HEALTH = "9-2-i", "Public health: Article 9(2)(i)"
    RESEARCH = "9-2-j", "Archiving, research and statistics: Article 9(2)(j)"


class Schedule1(models.TextChoices):
    """DPA 2018 Schedule 1: conditions for special category and criminal-offence data.

    The value is `part-paragraph`. `POLICY_CONDITIONS` says which need an appropriate policy
    document.
    """

    EMPLOYMENT = "1-1", "Employment, social security and social protection: paragraph 1"
    HEALTH_OR_SOCIAL_CARE = "1-2", "Health or social care purposes: paragraph 2"
    PUBLIC_HEALTH = "1-3", "Public health: paragraph 3"
    RESEARCH = "1-4", "Research: paragraph 4"
    STATUTORY_PURPOSES = "2-6", "Statutory and government purposes: paragraph 6"
    JUSTICE = "2-7", "Administration of justice: paragraph 7"
    EQUALITY = "2-8", "Equality of opportunity: paragraph 8"
    DIVERSITY = "2-9", "Racial and ethnic diversity at senior levels: paragraph 9"
    UNLAWFUL_ACTS = "2-10", "Preventing or detecting unlawful acts: paragraph 10"
    DISHONESTY = "2-11", "Protecting the public against dishonesty: paragraph 11"
    REGULATORY = "2-12", "Regulatory requirements: paragraph 12"
    JOURNALISM = "2-13", "Journalism about unlawful acts and dishonesty: paragraph 13"
    FRAUD = "2-14", "Preventing fraud: paragraph 14"
    TERRORIST_FINANCING = (
        "2-15",
        "Suspicion of terrorist financing or money laundering: paragraph 15",
    )
    DISABILITY_SUPPORT = "2-16", "Support for people with a disability: paragraph 16"
    COUNSELLING = "2-17", "Counselling: paragraph 17"
    SAFEGUARDING = "2-18", "Safeguarding children and people at risk: paragraph 18"
    ECONOMIC_WELL_BEING = "2-19", "Safeguarding economic well-being: paragraph 19"
    INSURANCE_BUSINESS = "2-20", "Insurance: paragraph 20"
    PENSIONS = "2-21", "Occupational pensions: paragraph 21"
    POLITICAL_PARTIES = "2-22", "Political parties: paragraph 22"
    REPRESENTATIVES_ANSWERING = (
        "2-23",
        "Elected representatives responding to requests: paragraph 23",
    )
    ELECTED_REPRESENTATIVES = "2-24", "Disclosure to elected representatives: paragraph 24"
    PRISONERS = "2-25", "Informing elected representatives about prisoners: paragraph 25"
    JUDGMENTS = "2-26", "Publication of legal judgments: paragraph 26"
    ANTI_DOPING = "2-27", "Anti-doping in sport: paragraph 27"
    STANDARDS_IN_SPORT = "2-28", "Standards of behaviour in sport: paragraph 28"
    CONSENT = "3-29", "Consent: paragraph 29"
    VITAL_INTERESTS = "3-30", "Vital interests: paragraph 30"
    NOT_FOR_PROFIT = "3-31", "Not-for-profit bodies: paragraph 31"
    MADE_PUBLIC = "3-32", "Data made public by the person: paragraph 32"
    LEGAL_CLAIMS = "3-33", "Legal claims: paragraph 33"
    JUDICIAL_ACTS = "3-34", "Judicial acts: paragraph 34"
    INDECENCY_OFFENCES = "3-35", "Indecency offences, payment accounts: paragraph 35"
    EXTENSION = "3-36", "Extension of Part 2 conditions: paragraph 36"
    INSURANCE = "3-37", "Insurance: paragraph 37"


# Schedule 1 paragraphs 1(1)(b), 5, 35(1)(c), and 36 and 37, which extend conditions of Part 2. Of
# Part 2, paragraph 13 alone asks for none. Paragraphs 10 and 27 ask for none where data is only
# told to whom they name.
POLICY_CONDITIONS = frozenset(
    {each for each in Schedule1 if each.value.startswith("2-")} - {Schedule1.JOURNALISM}
    | {Schedule1.EMPLOYMENT, Schedule1.INDECENCY_OFFENCES}
    | {Schedule1.EXTENSION, Schedule1.INSURANCE}
)


class RecognisedInterest(models.TextChoices):
    """UK GDPR Annex 1: the recognised legitimate interests, one of which Article 6(1)(ea) needs.

    The value is `annex-paragraph`. Paragraphs 4 and 7 say what words of 3 and 6 mean.
    """

    PUBLIC_TASK = "a1-1", "Telling a body that needs it for its public task: Annex 1 paragraph 1"
    SECURITY = "a1-2", "National security, public security and defence: Annex 1 paragraph 2"
    EMERGENCIES = "a1-3", "Responding to an emergency: Annex 1 paragraph 3"
    CRIME = "a1-5", "Detecting, investigating or preventing crime: Annex 1 paragraph 5"
    SAFEGUARDING = "a1-6", "Safeguarding vulnerable people: Annex 1 paragraph 6"


class FurtherUse(models.TextChoices):
    """UK GDPR Article 8A: why data may be used for more than what it was collected for.

    The value of Article 8A(3) is its point. Annex 2 is named without the numbers of its paragraphs,
    which nobody has read at the source for this register.
    """

    ASSESSED = "8a-2", "Assessed as compatible: Article 8A(2)"
    CONSENT = "8a-3-a", "People consented to the new use: Article 8A(3)(a)"
    RESEARCH = (
        "8a-3-b",
        "Research, archiving in the public interest or statistics: Article 8A(3)(b)",
    )
    PRINCIPLES = "8a-3-c", "To follow the data protection principles: Article 8A(3)(c)"
    ANNEX_2_TASK = "a2-task", "Another body asked for it, for its public task: Annex 2"
    ANNEX_2_ARCHIVE = "a2-arch", "For an archive in the public interest: Annex 2"
    ANNEX_2_SECURITY = "a2-secu", "Public security: Annex 2"
    ANNEX_2_EMERGENCY = "a2-emer", "Responding to an emergency: Annex 2"
    ANNEX_2_CRIME = "a2-crime", "Detecting, investigating or preventing crime: Annex 2"
    ANNEX_2_VITAL = "a2-vital", "Protecting somebody’s vital interests: Annex 2"
    ANNEX_2_SAFEGUARDING = "a2-safe", "Safeguarding vulnerable people: Annex 2"
    ANNEX_2_TAX = "a2-tax", "Taxation: Annex 2"
    ANNEX_2_OBLIGATION = "a2-duty", "A legal obligation: Annex 2"
    LAW = "8a-3-e", "A law allows it for an important public objective: Article 8A(3)(e)"


class Schedule8(models.TextChoices):
    """DPA 2018 Schedule 8: conditions for sensitive processing under Part 3 (section 35(5))."""

    STATUTORY_PURPOSES = "8-1", "Statutory purposes: paragraph 1"
    JUSTICE = "8-2", "Administration of justice: paragraph 2"
    VITAL_INTERESTS = "8-3", "Vital interests: paragraph 3"
    SAFEGUARDING = "8-4", "Safeguarding children and people at risk: paragraph 4"
    MADE_PUBLIC = "8-5", "Data already in the public domain: paragraph 5"
    LEGAL_CLAIMS = "8-6", "Legal claims: paragraph 6"
    JUDICIAL_ACTS = "8-7", "Judicial acts: paragraph 7"
    FRAUD = "8-8", "Preventing fraud: paragraph 8"
    ARCHIVING = "8-9", "Archiving, research and statistics: paragraph 9"


class Sensitivity(models.TextChoices):
    """How the law protects a category of data (UK GDPR Articles 9 and 10)."""

    ORDINARY = "ordinary", "Ordinary"
    SPECIAL = "special", "Special category"
    CRIMINAL = "criminal", "Criminal offence"
