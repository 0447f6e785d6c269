// The first thing in <body>, loaded as a plain script, so that the page never shows twice.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
