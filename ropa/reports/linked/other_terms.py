"""The other codes of the register as terms: roles, flows, retention, measures, contacts."""

from __future__ import annotations

from ropa.models.activities import ProcessingActivity
from ropa.models.automated_decisions import AutomatedDecision
from ropa.models.flows import DataSource, Disclosure
from ropa.models.organisations import ContactPoint
from ropa.models.people_choices import PeopleChoice
from ropa.models.roles import ControllerRole
from ropa.models.safeguards import RetentionRule, SecurityMeasure

from .code_lists import CodeList, own_term

# It is not known yet.
_UNKNOWN = "dpv:UnknownApplicability"

ROLE = CodeList(
    "role",
    dict(ControllerRole.Role.choices),
    {
        "sole": own_term("dpv:DataController"),
        "joint": own_term("dpv:DataController", related="dpv:JointDataControllers"),
        "independent": own_term("dpv:DataController"),
        "processor": "dpv:DataProcessor",
    },
)

CAPACITY = CodeList(
    "capacity",
    dict(ProcessingActivity.Capacity.choices),
    {"controller": "dpv:DataController", "processor": "dpv:DataProcessor"},
)

# Classes that the source itself is an instance of.
SOURCE_GROUP = CodeList(
    "source",
    dict(DataSource.Group.choices),
    {
        "themselves": "dpv:DataSubjectDataSource",
        "own-staff": "dpv:DataControllerDataSource",
        "authority": own_term("dpv:ThirdPartyDataSource"),
        "public": own_term("dpv:ThirdPartyDataSource"),
    },
)

# Channels that have a term, whatever a body calls them. One that it adds has its name alone.
_CHANNELS = {
    "telephone": "telephone",
    "email": "email",
    "post": "letters and other written messages",
    "social-media": "social media",
    "online-form": "online forms",
    "referral": "referrals from our other teams",
    "inspection": "inspections",
    "survey": "surveys",
    "data-return": "regular data returns",
    "admission": "admissions forms",
    "notification": "notifications the law requires",
    "website": "use of our websites",
    "cookies": "cookies and the like",
    "app": "apps",
    "cameras": "cameras in fixed places",
    "body-worn": "cameras that our staff wear",
    "sensors": "sensors and other devices",
    "in-person": "conversations",
}
CHANNEL = CodeList(
    "channel",
    _CHANNELS,
    dict.fromkeys(_CHANNELS, own_term("dpv:Collect")),
    "dpv:Processing",
)

FREQUENCY = CodeList(
    "frequency",
    dict(Disclosure.Frequency.choices),
    dict.fromkeys(Disclosure.Frequency.values, own_term("dpv:Frequency")),
    "dpv:Frequency",
)

# Reviewing and archiving are no kinds of removal, and DPV has no words for them.
END_ACTION = CodeList(
    "end",
    dict(RetentionRule.EndAction.choices),
    {
        "review": own_term("dpv:Assess"),
        "delete": "dpv:Erase",
        "destroy": "dpv:Destruct",
        "anonymise": "dpv:Anonymise",
        "archive": own_term("dpv:Transfer"),
    },
    "dpv:Processing",
)

LIMIT = CodeList(
    "limit",
    dict(RetentionRule.Limit.choices),
    dict.fromkeys(RetentionRule.Limit.values, own_term("dpv:Duration")),
    "dpv:Duration",
)

# Classes that the measure itself is an instance of.
MEASURE_KIND = CodeList(
    "measure",
    dict(SecurityMeasure.Kind.choices),
    {"technical": "dpv:TechnicalMeasure", "organisational": "dpv:OrganisationalMeasure"},
)

PROVIDING = CodeList(
    "providing",
    dict(ProcessingActivity.Providing.choices),
    {
        "required": "dpv:Required",
        "voluntary": "dpv:Optional",
        "contract": own_term("dpv:Necessity"),
        "mixed": own_term("dpv:Necessity"),
        "not-asked": "dpv:NotApplicable",
        "unknown": _UNKNOWN,
    },
)

AUTOMATED_DECISIONS = CodeList(
    "automated-decisions",
    dict(ProcessingActivity.AutomatedDecisions.choices),
    {
        "none": "dpv:NotApplicable",
        "profiling": "dpv:Profiling",
        "decisions": "dpv:AutomatedDecisionMaking",
        "unknown": _UNKNOWN,
    },
)

INVOLVEMENT = CodeList(
    "involvement",
    dict(AutomatedDecision.Involvement.choices),
    dict.fromkeys(AutomatedDecision.Involvement.values, own_term("dpv:AutomatedDecisionMaking")),
)

SIGNIFICANCE = CodeList(
    "significance",
    dict(AutomatedDecision.Significance.choices),
    {
        "significant": own_term("dpv:AutomatedDecisionMaking"),
        "not-significant": own_term("dpv:AutomatedDecisionMaking"),
        "unknown": _UNKNOWN,
    },
)

# A choice is more than a right that the law gives, so none of DPV's rights stands for it.
CHOICE_KIND = CodeList(
    "choice",
    dict(PeopleChoice.Kind.choices),
    dict.fromkeys(PeopleChoice.Kind.values, own_term("dpv:Right"))
    | {"withdraw-consent": own_term("dpv:Right", related="eu-gdpr:A7-3")}
    | {"stop-marketing": own_term("dpv:Right", related="eu-gdpr:A21")},
)

TRANSFERS_POSITION = CodeList(
    "transfers-position",
    dict(ProcessingActivity.TransfersPosition.choices),
    {"none": "dpv:NotApplicable", "listed": "dpv:CrossBorderTransfer", "unknown": _UNKNOWN},
)

CONTACT_SUBJECT = CodeList(
    "contact",
    dict(ContactPoint.Subject.choices),
    {
        "general": own_term("dpv:Entity"),
        "dpo": "dpv:DataProtectionOfficer",
        "representative": "dpv:Representative",
        "rights": own_term("dpv:Entity", related="dpv:DataSubjectRightsManagement"),
        "complaints": own_term("dpv:Entity"),
    },
)
