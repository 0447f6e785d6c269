// Offers passkeys where they can be used, and says on the page what went wrong with one: allauth's
// script only writes it to the console.
const notes = document.querySelectorAll('.passkey-needs-script')
if (/^[\d.]+$|:/.test(location.hostname)) {
  // Browsers bind a passkey to a name, and have none for a number.
  notes.forEach(each => {
    each.textContent = 'Passkeys need the register to be opened by its name (on your own machine: localhost), not by a number.'
  })
} else {
  notes.forEach(each => each.remove())
  document.querySelectorAll('.passkey-button').forEach(each => each.removeAttribute('hidden'))
}
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  const problem = document.querySelector('.passkey-problem')
  problem.removeAttribute('hidden')
  problem.scrollIntoView()
})
