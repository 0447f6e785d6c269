"""The journeys of the people who read the notices, told as they go."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import unquote

import pypdf
import pytest
from playwright.sync_api import Locator, expect

from ropa.public.answers.inquiries import MOST_WORDS
from ropa.public.answers.questions import QUESTIONS
from tests.browser.conftest import PHONE, Visitor
from tests.browser.screenshots import save_screenshot

# What the public gets is compared between the engines, address by address.
pytestmark = pytest.mark.engine_free


def heading(visitor: Visitor, name: str, level: int = 2) -> Locator:
    return visitor.page.get_by_role("heading", level=level, name=name, exact=True)


def taps(visitor: Visitor, *names: str) -> None:
    for name in names:
        visitor.page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def test_a_young_person_in_care_learns_what_is_held_about_her(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/")
    expect(heading(visitor, "Who are you?")).to_be_visible()
    save_screenshot(page, "home")

    # Two taps, and she is there.
    taps(visitor, "I am a child or young person", "Looked-after children")
    expect(heading(visitor, "Looked-after children", level=1)).to_be_visible()
    save_screenshot(page, "people")

    # The answers to all she asks come first, before any list, and no law is cited in them.
    answers = page.get_by_role("navigation", name="In short")
    for question in QUESTIONS:
        expect(answers.get_by_role("link", name=question.text)).to_be_visible()
    assert not re.search(r"Act \d{4}|Article|section \d", answers.inner_text())

    # Each leads to an answer of its own, and to all of it on the same page.
    answers.get_by_role("link", name="What may be held about you").click()
    expect(heading(visitor, "What may be held about you")).to_be_in_viewport()
    expect(page.get_by_role("list", name="What may be held about you")).to_contain_text(
        "disability"
    )

    # The law is a tap away: first closed, then open.
    law = page.get_by_text("UK GDPR Article 15").first
    expect(law).to_be_hidden()
    law.locator("xpath=ancestor::details[1]").locator("summary").click()
    expect(law).to_be_visible()
    assert visitor.complaints == []


def test_a_journalist_finds_the_power_to_demand_documents(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/")
    taps(visitor, "A to Z of laws", "Care Standards Act 2000", "Section 31")
    expect(heading(visitor, "Section 31", level=1)).to_be_visible()
    save_screenshot(page, "provision")

    # Who holds the power, and the offence for refusing.
    power = page.get_by_role("row").filter(has_text="Require a provider or manager")
    expect(power.first).to_contain_text("Office for Standards in Education")
    expect(power.first).to_contain_text("offence for refusing")
    expect(power.first.get_by_role("link", name=re.compile(r"section 31\(9\)"))).to_be_visible()

    # Every entry that relies on it, and from there to who approved it.
    page.locator("main").get_by_role("link", name=re.compile("^RPA-0002")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Inspecting registered children’s social care services"
    )
    expect(page.get_by_role("heading", name="About this entry")).to_be_visible()
    assert visitor.complaints == []


def test_somebody_who_cannot_see_it_hears_where_the_information_goes(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/register/RPA-0002/")

    # By landmarks: one of each, and every navigation says which it is.
    for landmark in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    named = page.get_by_role("navigation").evaluate_all(
        "all => all.map(nav => nav.ariaLabel || nav.getAttribute('aria-labelledby'))"
    )
    assert all(named)
    assert len(set(named)) == len(named)

    # Every list says what it lists: by its own name, or by the sentence or heading it stands under.
    unnamed = page.locator("main :is(ul, ol):visible").evaluate_all(
        "all => all.filter(list => !list.ariaLabel && !list.getAttribute('aria-labelledby')"
        " && !list.closest('nav, td, dd, li, figure')).map(list => list.textContent.trim())"
    )
    assert unnamed == []

    # The picture is one image with a name, and the same is a table.
    picture = page.get_by_role("img", name=re.compile("Inspecting registered"))
    expect(picture).to_have_count(1)
    picture.scroll_into_view_if_needed()
    save_screenshot(page, "entry")
    page.get_by_text("The same as a table").click()
    table = page.get_by_role("table", name=re.compile("Inspecting registered"))
    expect(table).to_contain_text("Health and Care Professions Council")
    assert visitor.complaints == []


def test_a_parent_learns_which_inspectorate_to_ask_for_police_data(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/")
    taps(visitor, "Inspections", "Joint targeted area inspections")
    expect(heading(visitor, "Who to ask for what")).to_be_visible()
    save_screenshot(page, "inspection")
    police = page.get_by_role("row").filter(has_text="Police data")
    expect(police).to_contain_text("HMICFRS")
    expect(police.get_by_role("link", name=re.compile("hmicfrs")).first).to_be_visible()
    assert visitor.complaints == []


def test_everything_can_be_reached_with_the_tab_key_alone(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/people/looked-after-children/")
    there = page.locator(
        "a[href]:visible, button:visible, input:visible:not([type=hidden]), summary:visible"
    ).evaluate_all("all => all.map((element, index) => element.dataset.place = String(index))")
    # Whoever cannot use a mouse first comes to the link past all that is on every page.
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    met = []
    for _ in there:
        met.append(page.evaluate("document.activeElement.dataset.place"))
        page.keyboard.press("Tab")
    assert met == there
    if page.viewport_size == {"width": PHONE, "height": 800}:
        menu = page.get_by_role("button", name="Menu")
        menu.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Updates", exact=True).first).to_be_visible()


@pytest.mark.parametrize("visitor", [PHONE], ids=["phone"], indirect=True)
def test_she_asks_for_what_is_held_about_her(visitor: Visitor) -> None:
    page, name = visitor.page, "Ada Example of 1 Quiet Lane"
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))

    # From what she reads, two presses lead to a letter to the right body.
    visitor.go("/people/looked-after-children/")
    page.get_by_role("button", name="Ask for what is held about me").click()
    expect(page.get_by_text("Not sure? Write to any of them.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("health sector data")
    assert visitor.barriers() == []
    page.get_by_role("button", name="Write to CQC").click()
    expect(heading(visitor, "Ask for what is held about you", level=1)).to_be_visible()
    expect(page.locator("main time")).to_have_text(re.compile(r"^[0-9]+ \w+ 20[0-9]{2}$"))
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()
    save_screenshot(page, "letter")

    # She writes her name into it, and takes it along: as a mail, as a file, or copied.
    letter = page.get_by_role("textbox", name="Put your own words")
    letter.fill(letter.input_value().replace("[your full name]", name))
    mail = page.get_by_role("button", name="Open as an email")
    # Where a mail would open is looked at and not opened.
    mail.evaluate("mail => mail.addEventListener('click', event => event.preventDefault())")
    mail.click()
    opened = unquote(mail.get_attribute("href") or "")
    assert opened.startswith("mailto:information.access@cqc.org.uk?subject=Request for a copy")
    assert name in opened
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a text file").click()
    assert name in download.value.path().read_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Copied")
    assert name in page.evaluate("navigator.clipboard.readText()")

    # On paper it is one sheet, with the letter and nothing else.
    page.emulate_media(media="print")
    expect(page.locator(".letter-paper")).to_contain_text(name)
    assert (
        page.locator("main :is(h1, textarea, button), header, footer").filter(visible=True).count()
        == 0
    )
    assert len(pypdf.PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1

    # Of what she wrote the site was sent nothing.
    assert not any("Ada" in each for each in sent)
    assert visitor.complaints == []


def answer(visitor: Visitor) -> str:
    """The sentence that answers, which is short and stands after who “we” is."""
    main = visitor.page.locator("main")
    told: str = main.locator(".app-answer").inner_text()
    assert len(told.split()) <= MOST_WORDS
    return told


def first_words(visitor: Visitor) -> str:
    return " ".join(visitor.page.locator("main").inner_text().split()[:50])


def test_a_foster_carer_learns_who_sees_his_health_information(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/")

    # Two presses from home, and who may get it stands there in a line.
    taps(visitor, "I am somebody else", "Foster carers and adopters, and people who want to be")
    short = page.get_by_role("navigation", name="In short")
    expect(short).to_contain_text("18 recipients")
    assert "Ofsted" in first_words(visitor)
    assert visitor.barriers() == []

    # A third press: one sentence, then each recipient with why, and where it is recorded.
    short.get_by_role("link", name="Who gets it?").click()
    assert "may be passed to 18 recipients" in answer(visitor)
    assert "Ofsted" in first_words(visitor)
    police = page.get_by_role("listitem").filter(has_text="The police").first
    expect(police).to_contain_text("When there is a need")
    expect(police.get_by_role("link", name=re.compile("^RPA-"))).to_be_visible()
    save_screenshot(page, "answer")
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()

    # Does this or that body get it? How long, and whom to ask?
    police.get_by_role("link", name="The police", exact=True).click()
    assert answer(visitor).startswith("Yes: ")
    visitor.go("/people/foster-carers-and-adopters/who-gets-it/")
    page.get_by_role("link", name="How long?").click()
    assert "rules" in answer(visitor)
    page.get_by_role("link", name="Who do I ask?").click()
    assert "HMICFRS" in answer(visitor)

    # Of health information nothing is recorded, and that is said as plainly.
    visitor.go("/people/foster-carers-and-adopters/who-gets-it/information/health/")
    assert answer(visitor) == (
        "This record lists no health information about foster carers and adopters, and people who "
        "want to be."
    )
    assert visitor.barriers() == []
    assert visitor.complaints == []


@pytest.mark.parametrize("visitor", [PHONE], ids=["phone"], indirect=True)
def test_a_parent_learns_who_answers_for_what_and_asks(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/people/children-helped-by-several-agencies/")
    page.get_by_role("link", name="Who do I ask?").click()
    assert answer(visitor).startswith("Four bodies answer for it, each for its part: Ofsted, CQC")
    police = page.get_by_role("listitem").filter(has_text="the police data that it gathers")
    expect(police).to_contain_text("Constabulary")
    expect(police.get_by_role("link", name=re.compile("hmicfrs")).first).to_be_visible()
    assert not visitor.scrolls_sideways()

    # From the answer it is one press to a letter.
    page.get_by_role("button", name="Ask for what is held about me").click()
    expect(page.get_by_text("Not sure? Write to any of them.")).to_be_visible()
    assert visitor.complaints == []


def test_a_social_worker_finds_one_sheet_for_a_child(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/people/looked-after-children/")
    page.get_by_role("link", name="On one sheet of paper").click()
    for question in QUESTIONS:
        expect(page.get_by_text(question.text)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    save_screenshot(page, "sheet")
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()
    assert visitor.complaints == []


@pytest.mark.parametrize("visitor", [PHONE], ids=["phone"], indirect=True)
def test_whoever_it_is_about_it_prints_on_one_sheet(visitor: Visitor) -> None:
    links = re.findall(r'href="/people/([-a-z]+)/"', visitor.read("/people/").text())
    assert len(set(links)) > 20
    for people in set(links):
        visitor.go(f"/people/{people}/on-one-sheet/")
        printed = pypdf.PdfReader(BytesIO(visitor.page.pdf(format="A4"))).pages
        assert len(printed) == 1, people
        # With nothing of the site around it.
        assert "Who gets it?" in printed[0].extract_text()
        assert "Cookies" not in printed[0].extract_text()
