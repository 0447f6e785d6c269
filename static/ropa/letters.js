// Takes a letter along as it was written: nothing of it is sent to the site.
const letter = document.getElementById("letter");
const paper = document.querySelector(".letter-paper");
const mail = document.getElementById("letter-mail");
const file = document.getElementById("letter-file");
const status = document.getElementById("letter-status");

letter.addEventListener("input", () => { paper.textContent = letter.value; });

function offer(id, act) {
  const button = document.getElementById(id);
  button.hidden = false;
  button.addEventListener("click", act);
}

offer("letter-print", () => window.print());
offer("letter-copy", async () => {
  letter.select();
  try {
    await navigator.clipboard.writeText(letter.value);
    status.textContent = "Copied. Paste it where you want it.";
  } catch {
    status.textContent = "Your letter is selected: copy it with your keyboard or menu.";
  }
});

mail?.addEventListener("click", () => {
  const body = encodeURIComponent(letter.value.replaceAll("\n", "\r\n"));
  mail.href = `mailto:${mail.dataset.to}?subject=${encodeURIComponent(letter.dataset.subject)}&body=${body}`;
});
file.addEventListener("click", () => {
  file.href = URL.createObjectURL(new Blob([letter.value], { type: "text/plain" }));
});
