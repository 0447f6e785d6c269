// Sends what is typed into a form to the server every few seconds, where it is kept for the person
// until they save it; and asks before they leave a page with something unsaved.
(() => {
  const mark = document.querySelector("input.form-draft");
  const form = mark?.form;
  if (!form || form.querySelector("input[type=password]")) return;
  const told = form.querySelector(".form-draft__told");
  const every = 1500;
  const longestKeptAlive = 60000;
  let sending = null;
  let isSent = false;

  const fields = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) {
      if (value instanceof File) data.delete(name);
    }
    data.delete("csrfmiddlewaretoken");
    return data;
  };
  const written = () => new URLSearchParams(fields()).toString();

  const untouched = mark.hasAttribute("data-unsaved") ? null : written();
  let kept = untouched;

  const say = (text) => {
    told.hidden = false;
    told.textContent = text;
  };

  const keep = async (now) => {
    const body = new URLSearchParams(now);
    body.set(mark.dataset.pathField, location.pathname + location.search);
    body.set(mark.dataset.titleField, document.querySelector("h1")?.firstChild?.textContent.trim() ?? "");
    const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
    sending = new AbortController();
    try {
      const answer = await fetch(mark.dataset.url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token },
        signal: sending.signal,
        redirect: "manual",
        keepalive: now.length < longestKeptAlive,
      });
      if (answer.ok) {
        kept = now;
        say(`Not saved yet. What you have typed was kept at ${(await answer.json()).kept_at}.`);
      } else if (answer.status === 413) {
        kept = now;
        say("Not saved yet. This is too much to be kept while you type: save it soon.");
      } else {
        say("Not saved yet, and what you type cannot be kept: you are signed out. Do not close this page.");
      }
    } catch {
      if (!isSent) say("Not saved yet, and what you type cannot be kept: the register does not answer. Do not close this page.");
    } finally {
      sending = null;
    }
  };

  const look = () => {
    if (isSent || sending) return;
    const now = written();
    if (now !== kept) keep(now);
  };

  setInterval(look, every);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) look();
  });
  addEventListener("pagehide", look);
  addEventListener("beforeunload", (event) => {
    if (!isSent && written() !== untouched) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    isSent = true;
    sending?.abort();
  });
  // Whoever comes back by the browser's own button goes on typing.
  addEventListener("pageshow", () => {
    isSent = false;
  });
})();
