// Warns two minutes before the session ends, and lets the person stay signed in by a press. Looking
// how much time is left keeps nobody signed in. Who signs in again in another window goes on here.
(() => {
  const dialog = document.getElementById("session-warning");
  if (!dialog || !dialog.showModal) return;
  const form = dialog.querySelector("form");
  const stay = dialog.querySelector(".session-warning__stay");
  const signIn = dialog.querySelector(".session-warning__sign-in");
  const close = dialog.querySelector(".session-warning__close");
  const warning = 120;
  const between = 5;
  let timer;
  let isOver = false;
  let wasClosed = false;

  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(seconds, 1) * 1000);
  };

  // Signing in anew ends the old tokens. Somebody else does not go on with this person's forms.
  const secondsLeft = async (options) => {
    const answer = await fetch(dialog.dataset.url, { headers: { Accept: "application/json" }, ...options });
    if (!answer.ok || answer.redirected) return 0;
    const { left, person, token } = await answer.json();
    if (String(person) !== dialog.dataset.person) return 0;
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    return left;
  };

  const open = () => {
    if (!dialog.open) dialog.showModal();
  };

  const show = (left) => {
    isOver = left <= 0;
    wasClosed &&= isOver;
    if (left > warning) {
      if (dialog.open) dialog.close();
      later(left - warning);
      return;
    }
    dialog.querySelector(".session-warning__soon").hidden = isOver;
    dialog.querySelector(".session-warning__over").hidden = !isOver;
    stay.hidden = isOver;
    signIn.hidden = !isOver;
    close.hidden = !isOver;
    if (isOver) {
      dialog.querySelector(".session-warning__title").textContent = "You are signed out";
      later(between);
    } else {
      dialog.querySelector(".session-warning__title").textContent = "You will be signed out soon";
      const time = new Date(Date.now() + left * 1000);
      dialog.querySelector(".session-warning__time").textContent = time.toLocaleTimeString("en-GB", {
        hour: "2-digit",
        minute: "2-digit",
      });
      // Another window may have kept the session open until then.
      later(left + 1);
    }
    if (!isOver || !wasClosed) open();
  };

  const look = async () => {
    try {
      show(await secondsLeft());
    } catch {
      // The server may be away for a moment.
      later(30);
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      show(await secondsLeft({ method: "POST", body: new FormData(form) }));
    } catch {
      later(5);
    }
  });
  // Closed once, it does not come again: the page can still be read and copied from.
  close.addEventListener("click", () => {
    wasClosed = true;
    dialog.close();
  });
  // Timers rest while a device sleeps.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  later(Number(dialog.dataset.left) - warning);
})();
