// Select2 leaves its controls without a name: each gets the label of the field it stands for.
(() => {
  const nameOf = (container) => {
    const select = container.previousElementSibling;
    const label = select?.labels?.[0];
    if (!label) {
      return;
    }
    label.id ||= `${select.id}_label`;
    const selection = container.querySelector(".select2-selection");
    const chosen = container.querySelector(".select2-selection__rendered");
    if (selection.classList.contains("select2-selection--single")) {
      selection.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
      chosen.setAttribute("aria-labelledby", label.id);
    } else {
      selection.setAttribute("aria-labelledby", label.id);
      container.querySelector(".select2-search__field").setAttribute("aria-label", label.textContent.trim());
    }
  };

  const look = (node) => {
    if (!(node instanceof Element)) {
      return;
    }
    const containers = node.matches(".select2-container") ? [node] : node.querySelectorAll(".select2-container");
    for (const container of containers) {
      const search = container.querySelector(".select2-dropdown .select2-search__field");
      search?.setAttribute("aria-label", "Search");
      if (container.querySelector(".select2-selection")) {
        nameOf(container);
      }
    }
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      change.addedNodes.forEach(look);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
