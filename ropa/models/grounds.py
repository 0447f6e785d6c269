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

    The value is `part-paragraph`. An appropriate policy document goes with paragraph 1 and with
    every Part 2 condition except where the paragraph says otherwise (Schedule 1 Part 4).
    """

    EMPLOYMENT = "1-1", "Employment, social security and social protection: paragraph 1"
    HEALTH_OR_SOCIAL_CARE = "1-2", "Health or social care purposes: paragraph 2"
    PUBLIC_HEALTH = "1-3", "Public health: paragraph 3"
    RESEARCH = "1-4", "Research: paragraph 4"
    STATUTORY_PURPOSES = "2-6", "Statutory and government purposes: paragraph 6"
    JUSTICE = "2-7", "Administration of justice: paragraph 7"
    EQUALITY = "2-8", "Equality of opportunity: paragraph 8"
    UNLAWFUL_ACTS = "2-10", "Preventing or detecting unlawful acts: paragraph 10"
    DISHONESTY = "2-11", "Protecting the public against dishonesty: paragraph 11"
    REGULATORY = "2-12", "Regulatory requirements: paragraph 12"
    FRAUD = "2-14", "Preventing fraud: paragraph 14"
    DISABILITY_SUPPORT = "2-16", "Support for people with a disability: paragraph 16"
    COUNSELLING = "2-17", "Counselling: paragraph 17"
    SAFEGUARDING = "2-18", "Safeguarding children and people at risk: paragraph 18"
    ELECTED_REPRESENTATIVES = "2-24", "Disclosure to elected representatives: paragraph 24"
    CONSENT = "3-29", "Consent: paragraph 29"
    VITAL_INTERESTS = "3-30", "Vital interests: paragraph 30"
    NOT_FOR_PROFIT = "3-31", "Not-for-profit bodies: paragraph 31"
    MADE_PUBLIC = "3-32", "Data made public by the person: paragraph 32"
    LEGAL_CLAIMS = "3-33", "Legal claims: paragraph 33"
    JUDICIAL_ACTS = "3-34", "Judicial acts: paragraph 34"
    INDECENCY_OFFENCES = "3-35", "Indecency offences, payment accounts: paragraph 35"
    EXTENSION = "3-36", "Extension of Part 2 conditions: paragraph 36"
    INSURANCE = "3-37", "Insurance: paragraph 37"


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
