// Which kinds of elements the page shows, a text each; run in the page by soundness.py.
// Of a kind are those that differ in nothing but what they say, where they lead and how they are
// called: same name, classes, attributes and state, in the same kind of parent, after the same kind
// of sibling, with words of their own or without any.
() => {
  const own = new Map();
  const ownKind = (element) => {
    if (!own.has(element)) {
      const attributes = [...element.attributes]
        .filter(({ name }) => !["class", "id", "href", "for"].includes(name))
        .map(({ name, value }) => (["type", "role", "scope", "lang"].includes(name) ? `${name}=${value}` : name));
      own.set(element, [element.localName, ...element.classList, ...attributes].join(" "));
    }
    return own.get(element);
  };
  const says = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const kinds = new Set();
  for (const element of document.querySelectorAll("body, body *")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { parentElement: parent, previousElementSibling: before } = element;
    kinds.add(
      [
        parent.parentElement ? ownKind(parent.parentElement) : "",
        ownKind(parent),
        before ? before.localName : "",
        ownKind(element),
        says(element) ? "says" : "",
      ].join(" | "),
    );
  }
  return [...kinds];
};
