// Shows how far an import has come, and its result when it is there. Without this script the page
// loads itself anew every few seconds.
(() => {
  const section = document.getElementById("import-progress");
  if (!section) return;
  const bar = section.querySelector("progress");
  const doing = section.querySelector(".import__doing");
  const rows = section.querySelector(".import__rows");
  const pause = 2000;

  const show = ({ doing: what, done, total }) => {
    // What has not changed is not said again to those who hear the page.
    if (what && doing.textContent !== what) doing.textContent = what;
    rows.textContent = total ? `${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}` : "";
    if (total) {
      bar.max = total;
      bar.value = done;
    } else {
      bar.removeAttribute("value");
    }
  };

  const look = async () => {
    try {
      const answer = await fetch(section.dataset.url, { headers: { Accept: "application/json" } });
      const told = answer.ok && !answer.redirected ? await answer.json() : { at_work: false };
      if (!told.at_work) {
        location.reload();
        return;
      }
      show(told);
    } catch {
      // The server may be busy for a moment.
    }
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
})();
