// Warns two minutes before the session ends, and lets the person stay signed in by a press. Looking
// how much time is left keeps nobody signed in.
(() => {
  const dialog = document.getElementById("session-warning");
  if (!dialog || !dialog.showModal) return;
  const form = dialog.querySelector("form");
  const stay = dialog.querySelector(".session-warning__stay");
  const close = dialog.querySelector(".session-warning__close");
  const warning = 120;
  let timer;
  let isOver = false;

  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(seconds, 1) * 1000);
  };

  const secondsLeft = async (options) => {
    const answer = await fetch(dialog.dataset.url, { headers: { Accept: "application/json" }, ...options });
    return answer.ok && !answer.redirected ? (await answer.json()).left : 0;
  };

  const open = () => {
    if (!dialog.open) dialog.showModal();
  };

  const show = (left) => {
    isOver = left <= 0;
    if (left > warning) {
      if (dialog.open) dialog.close();
      later(left - warning);
      return;
    }
    dialog.querySelector(".session-warning__soon").hidden = isOver;
    dialog.querySelector(".session-warning__over").hidden = !isOver;
    stay.hidden = isOver;
    close.hidden = !isOver;
    if (isOver) {
      dialog.querySelector(".session-warning__title").textContent = "You are signed out";
    } else {
      const time = new Date(Date.now() + left * 1000);
      dialog.querySelector(".session-warning__time").textContent = time.toLocaleTimeString("en-GB", {
        hour: "2-digit",
        minute: "2-digit",
      });
      // Another window may have kept the session open until then.
      later(left + 1);
    }
    open();
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
  close.addEventListener("click", () => dialog.close());
  // Timers rest while a device sleeps.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !isOver) look();
  });
  later(Number(dialog.dataset.left) - warning);
})();
