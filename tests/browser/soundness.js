// What is wrong with the page as it stands, a sentence each; run in the page by soundness.py. Each
// element takes the focus in turn only if that is asked for: it costs more than all the rest.
(takingFocus) => {
  const faults = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const called = (element) =>
    `${element.localName} “${(element.getAttribute("aria-label") || element.textContent).trim().slice(0, 40)}”`;

  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
  const first = headings.filter((heading) => heading.localName === "h1").length;
  if (first !== 1) faults.push(`has ${first} headings of the first level`);
  const inMain = headings.filter((heading) => heading.closest("main"));
  inMain.reduce((before, heading) => {
    const level = Number(heading.localName[1]);
    if (level > before + 1) faults.push(`goes from a heading of level ${before} to ${called(heading)}`);
    return level;
  }, 0);

  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const named = new Set(ids);
  if (named.size < ids.length)
    faults.push(`has an id twice: ${ids.find((id, place) => ids.indexOf(id) < place)}`);
  for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for"])
    for (const element of document.querySelectorAll(`[${attribute}]`))
      for (const id of element.getAttribute(attribute).split(/\s+/))
        if (id && !named.has(id)) faults.push(`${called(element)} names ${id}, which is not there`);

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`scrolls sideways by ${scrollWidth - clientWidth} px`);

  // What stays in view while a page is read must not lie over the contents it begins with.
  for (const link of document.querySelectorAll("#contents a[href]")) {
    const { left, top, width, height } = link.getClientRects()[0];
    const [x, y] = [left + width / 2, top + height / 2];
    if (y < innerHeight && !link.contains(document.elementFromPoint(x, y)))
      faults.push(`something lies over ${called(link)}`);
  }

  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor } =
      getComputedStyle(element);
    return [outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor].join();
  };
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  for (const element of [...document.querySelectorAll(usable)].filter(shown)) {
    if (element.disabled) continue;
    if (element.tabIndex !== 0 && element.id !== "main-content")
      faults.push(`the keyboard does not reach ${called(element)} in order`);
    if (!takingFocus) continue;
    // Boxes to tick and to choose show their focus on the label beside them.
    const showing = element.matches("[type=checkbox], [type=radio]")
      ? () => getComputedStyle(element.nextElementSibling, "::before").boxShadow
      : () => look(element);
    const before = showing();
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) faults.push(`${called(element)} takes no focus`);
    else if (showing() === before) faults.push(`${called(element)} does not show its focus`);
    element.blur();
  }
  return faults;
}
